// All actions by name. Type some letters, choose with the arrow keys, run with Enter.
import { useQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { Autocomplete } from 'react-aria-components/Autocomplete';
import { Input } from 'react-aria-components/Input';
import { Menu, MenuItem } from 'react-aria-components/Menu';
import { SearchField } from 'react-aria-components/SearchField';
import { matchingActions, type Action } from '../core/actions.ts';
import { runsQuery } from '../core/queries.ts';
import { commonWords } from '../words/common.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { useAllActions } from '../ui/use-actions.ts';
import styles from './palette.module.css';

export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const [query, setQuery] = useState('');
  const actions = useAllActions();
  const runs = useRunActions(query);
  const found = useMemo(
    () => [...matchingActions(actions, query).filter(({ id }) => id !== 'palette'), ...runs],
    [actions, query, runs],
  );
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

/** How many runs are listed; more letters find the others. */
const mostRuns = 20;

/** Opening the runs that a query finds; none without a query. */
function useRunActions(query: string): readonly Action[] {
  const router = useRouter();
  const { data } = useQuery(runsQuery);
  return useMemo(() => {
    const actions = (data ?? []).map(({ id, name, architecture = '', data: from = '', tags }) => ({
      ...{ id: `run-${id}`, name, section: commonWords.runs, also: [architecture, from, ...tags].join(' ') },
      run: () => void router.navigate({ to: '/runs/$id', params: { id } }),
    }));
    return query.trim() === '' ? [] : matchingActions(actions, query).slice(0, mostRuns);
  }, [router, data, query]);
}

const Row = ({ action: { id, name, section, keys } }: { readonly action: Action }) => (
  <MenuItem id={id} textValue={name} className={styles.row!}>
    <span className={styles.section}>{section}</span>
    <span className={styles.name}>{name}</span>
    {keys && <Kbd keys={keys} />}
  </MenuItem>
);
