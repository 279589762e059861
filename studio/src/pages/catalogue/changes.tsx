// What came, changed, moved and went in the last synchronisation.
import { Link } from '@tanstack/react-router';
import type { Inventory } from '../../../../src/server/studio/contract/catalogue.ts';
import { toCsv } from '../../core/csv.ts';
import { Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { Time } from '../../ui/time.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count } from '../../words/numbers.ts';
import { changed } from './core/search.ts';
import styles from './inventory.module.css';

const kinds = ['added', 'changed', 'moved', 'removed'] as const;
/** How many keys of each kind are shown. */
const mostShown = 24;

export function Changes({ inventory: { changes, lastSync } }: { readonly inventory: Inventory }) {
  const there = kinds.filter((kind) => changes[kind].total > 0);
  const csv = () =>
    toCsv(
      ['change', 'key', 'category'],
      kinds.flatMap((kind) => changes[kind].items.map(({ key, category }) => [kind, key, category])),
    );
  return (
    <Panel title={catalogueWords.changes} actions={there.length > 0 && <SaveCsv name="changes" csv={csv} />}>
      {lastSync !== null && (
        <p className={styles.hint}>
          {catalogueWords.lastSync} <Time at={lastSync} />
        </p>
      )}
      {there.length === 0 && <p className={styles.hint}>{catalogueWords.noChanges}</p>}
      {there.map((kind) => (
        <section key={kind} className={styles.kind}>
          <h3>
            {catalogueWords.kinds[kind]} <span className={styles.hint}>{count(changes[kind].total)}</span>
          </h3>
          <ul className={styles.keys}>
            {changes[kind].items.slice(0, mostShown).map(({ key }) => (
              <li key={key}>
                {kind === 'removed' ? (
                  key
                ) : (
                  <Link
                    from="/catalogue"
                    to="/catalogue"
                    search={(old) => changed(old, { view: undefined, item: key })}
                  >
                    {key}
                  </Link>
                )}
              </li>
            ))}
            {changes[kind].total > mostShown && (
              <li className={styles.hint}>{catalogueWords.more(count(changes[kind].total - mostShown))}</li>
            )}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
