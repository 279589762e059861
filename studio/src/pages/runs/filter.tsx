// The filter. What is typed is in the address at once; `/` goes to it.
import { useMemo, useRef } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useActions } from '../../ui/use-actions.ts';
import { runsWords } from '../../words/runs.ts';
import { StatusFilter } from './status-filter.tsx';
import type { RunsView } from './use-runs-view.ts';
import styles from './runs.module.css';

export function Filter({ view }: { readonly view: RunsView }) {
  const { search, change, filter } = view;
  const field = useRef<HTMLInputElement>(null);
  useActions(
    useMemo(
      () => [
        {
          ...{ id: 'filter-runs', name: runsWords.focusFilter, section: runsWords.name, keys: '/' },
          run: () => field.current?.focus(),
        },
      ],
      [],
    ),
  );
  return (
    <search className={styles.filter}>
      <Icon name="search" />
      <input
        ref={field}
        type="text"
        aria-label={runsWords.filterLabel}
        placeholder={runsWords.filter}
        aria-invalid={filter.error !== undefined}
        aria-describedby="filter-error"
        value={search.q ?? ''}
        onChange={({ target }) => change({ q: target.value })}
        onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
        autoComplete="off"
        spellCheck={false}
      />
      <span id="filter-error" className={styles.error} role="status">
        {filter.error}
      </span>
      <StatusFilter view={view} />
    </search>
  );
}
