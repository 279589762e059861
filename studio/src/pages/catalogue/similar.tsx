// The items most like one.
import { useQuery } from '@tanstack/react-query';
import { Loading } from '../../ui/loading.tsx';
import { SavePictures } from '../../ui/save-pictures.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { searchQuery } from './core/queries.ts';
import { itemsCsv } from './core/tables.ts';
import { Picture } from './picture.tsx';
import { sheetOfItems } from './sheet-of-items.ts';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import styles from './item.module.css';

export function Similar({ catalogue, item }: { readonly catalogue: string; readonly item: string }) {
  const { change } = useCatalogueSearch();
  const { data, error } = useQuery(searchQuery(catalogue, { like: [item], top: 9 }));
  return (
    <section className={styles.similar}>
      <header>
        <h3>{catalogueWords.similar}</h3>
        {data && (
          <SavePictures
            name="similar"
            label={catalogueWords.saveSimilar}
            total={data.length}
            picture={() => sheetOfItems(catalogue, data)}
            csv={() => itemsCsv(data)}
          />
        )}
      </header>
      {error ? (
        <p role="alert">{error.message}</p>
      ) : !data ? (
        <Loading />
      ) : (
        <ul>
          {data.map(({ key, score }) => (
            <li key={key}>
              <button
                type="button"
                title={key}
                aria-label={`${key}, ${score?.toFixed(2)}`}
                onClick={() => change({ item: key }, { replace: true })}
              >
                <Picture catalogue={catalogue} item={key} edge={240} />
                <span>{score?.toFixed(2)}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
