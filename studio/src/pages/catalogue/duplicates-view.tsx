// Items with equal or nearly equal pictures, a group in a line.
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { CatalogueName, Inventory } from '../../../../src/server/studio/contract/catalogue.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { SavePictures } from '../../ui/save-pictures.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count } from '../../words/numbers.ts';
import { inventoryQuery } from './core/queries.ts';
import { changed } from './core/search.ts';
import { duplicatesCsv } from './core/tables.ts';
import { Picture } from './picture.tsx';
import { sheetOfItems } from './sheet-of-items.ts';
import styles from './duplicates.module.css';

type Groups = Inventory['duplicates'];

export function DuplicatesView({ catalogue }: { readonly catalogue: CatalogueName }) {
  const { data, error, refetch } = useQuery(inventoryQuery(catalogue.id));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Loading />;
  if (data.duplicates.total === 0)
    return (
      <EmptyState
        icon="copy"
        title={catalogueWords.noDuplicatesTitle}
        hint={catalogueWords.noDuplicatesHint}
      />
    );
  return <Duplicates catalogue={catalogue.id} groups={data.duplicates} />;
}

function Duplicates({ catalogue, groups }: { readonly catalogue: string; readonly groups: Groups }) {
  const keys = groups.items.flatMap((group) => group.keys);
  return (
    <div className={styles.duplicates}>
      <Panel
        title={catalogueWords.groups(groups.total)}
        actions={
          <SavePictures
            name="duplicates"
            label={catalogueWords.saveDuplicates}
            total={keys.length}
            picture={() =>
              sheetOfItems(
                catalogue,
                keys.map((key) => ({ key })),
              )
            }
            csv={() => duplicatesCsv(groups)}
          />
        }
      >
        {groups.total > groups.items.length && <p>{catalogueWords.cut(count(groups.items.length))}</p>}
        <ol className={styles.groups}>
          {groups.items.map(({ kind, keys }, place) => (
            <li key={keys[0]} aria-label={catalogueWords.group(place + 1)}>
              <span className={styles.kind}>
                {kind === 'equal' ? catalogueWords.equal : catalogueWords.nearlyEqual}
              </span>
              <ul>
                {keys.map((key) => (
                  <li key={key}>
                    <Link
                      from="/catalogue"
                      to="/catalogue"
                      search={(old) => changed(old, { view: undefined, item: key })}
                    >
                      <span className={styles.picture}>
                        <Picture catalogue={catalogue} item={key} edge={320} />
                      </span>
                      <span className={styles.key}>{key}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </li>
          ))}
        </ol>
      </Panel>
    </div>
  );
}
