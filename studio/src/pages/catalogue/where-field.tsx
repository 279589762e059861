// The condition of the filter. Enter and leaving the field apply it.
import { useEffect, useMemo, useRef, useState } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import styles from './search.module.css';

export function WhereField({ error }: { readonly error: string | undefined }) {
  const { search, change } = useCatalogueSearch();
  const applied = search.where ?? '';
  const [draft, setDraft] = useState(applied);
  useEffect(() => setDraft(applied), [applied]);
  const field = useRef<HTMLInputElement>(null);
  useActions(
    useMemo(
      () => [
        {
          ...{
            id: 'filter-items',
            name: catalogueWords.focusFilter,
            section: catalogueWords.name,
            keys: '/',
          },
          run: () => field.current?.focus(),
        },
      ],
      [],
    ),
  );
  const apply = () => {
    if (draft.trim() !== applied) change({ where: draft.trim() || undefined });
  };
  const press = (key: string) => {
    if (key === 'Enter') apply();
    if (key !== 'Escape') return;
    setDraft(applied);
    field.current?.blur();
  };
  return (
    <div className={styles.where}>
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        aria-label={catalogueWords.filterLabel}
        placeholder={catalogueWords.filter}
        aria-invalid={error !== undefined}
        aria-describedby="where-error"
        value={draft}
        onChange={({ target }) => setDraft(target.value)}
        onKeyDown={({ key }) => press(key)}
        onBlur={apply}
        autoComplete="off"
        spellCheck={false}
      />
      <span id="where-error" className={styles.error} role="status">
        {error?.replace(/^where: /, '')}
      </span>
    </div>
  );
}
