// All actions by name. Type some letters, choose with the arrow keys, run with Enter.
import { useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { SearchField } from 'react-aria-components/SearchField';
import { matchingActions, type Action } from '../core/actions.ts';
import { commonWords } from '../words/common.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useAllActions } from '../ui/use-actions.ts';
import styles from './palette.module.css';

export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState('');
  const all = useAllActions();
  const found = useMemo(() => matchingActions(all, query).filter(({ id }) => id !== 'palette'), [all, query]);
  const run = (id: string | number) => {
    onClose();
    found.find((action) => action.id === id)?.run();
  };
  return (
    <Dialog title={commonWords.palette} isOpen isBare onClose={onClose}>
      <Autocomplete inputValue={query} onInputChange={setQuery}>
        <SearchField aria-label={commonWords.search} autoFocus className={styles.field!}>
          <Icon name="search" />
          <Input className={styles.input!} placeholder={commonWords.search} />
        </SearchField>
        <Menu
          aria-label={commonWords.palette}
          className={styles.list!}
          items={found}
          onAction={run}
          renderEmptyState={() => <p className={styles.none}>{commonWords.noAction}</p>}
        >
          {(action: Action) => <Row action={action} />}
        </Menu>
      </Autocomplete>
    </Dialog>
  );
}

const Row = ({ action: { id, name, section, keys } }: { readonly action: Action }) => (
  <MenuItem id={id} textValue={name} className={styles.row!}>
    <span className={styles.section}>{section}</span>
    <span className={styles.name}>{name}</span>
    {keys && <Kbd keys={keys} />}
  </MenuItem>
);
