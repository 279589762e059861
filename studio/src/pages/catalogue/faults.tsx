// What is wrong: pictures of nothing that the model knows, items without a picture, files that can't be read.
import { Link } from '@tanstack/react-router';
import type { Inventory } from '../../../../src/server/studio/contract/catalogue.ts';
import { toCsv } from '../../core/csv.ts';
import { Panel } from '../../ui/panel.tsx';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count, number } from '../../words/numbers.ts';
import { changed } from './core/search.ts';
import styles from './inventory.module.css';

/** How many of each kind are shown. */
const mostShown = 24;

export function Faults({ inventory }: { readonly inventory: Inventory }) {
  const { unknown, withoutPicture, broken } = inventory;
  const lists = [
    {
      ...{ name: catalogueWords.unknownPictures, total: unknown.total },
      items: unknown.items.map(({ key, novelty }) => ({ key, more: number(novelty) })),
    },
    {
      ...{ name: catalogueWords.withoutPicture, total: withoutPicture.total },
      items: withoutPicture.items.map((key) => ({ key, more: '' })),
    },
    {
      ...{ name: catalogueWords.broken, total: broken.total },
      items: broken.items.map(({ key, error }) => ({ key, more: error })),
    },
  ].filter(({ total }) => total > 0);
  const csv = () =>
    toCsv(
      ['fault', 'key', 'detail'],
      lists.flatMap(({ name, items }) => items.map(({ key, more }) => [name, key, more])),
    );
  return (
    <Panel title={catalogueWords.faults} actions={lists.length > 0 && <SaveCsv name="faults" csv={csv} />}>
      {lists.length === 0 && <p className={styles.hint}>{catalogueWords.noFaults}</p>}
      {lists.map(({ name, total, items }) => (
        <section key={name} className={styles.kind}>
          <h3>
            {name} <span className={styles.hint}>{count(total)}</span>
          </h3>
          <ul className={styles.keys}>
            {items.slice(0, mostShown).map(({ key, more }) => (
              <li key={key}>
                <Link
                  from="/catalogue"
                  to="/catalogue"
                  search={(old) => changed(old, { view: undefined, item: key })}
                >
                  {key}
                </Link>{' '}
                <span className={styles.hint}>{more}</span>
              </li>
            ))}
            {total > mostShown && (
              <li className={styles.hint}>{catalogueWords.more(count(total - mostShown))}</li>
            )}
          </ul>
        </section>
      ))}
    </Panel>
  );
}
