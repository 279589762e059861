// The views of a data set, as links: each has an address.
import { Link } from '@tanstack/react-router';
import { dataWords } from '../../words/data.ts';
import { dataViews } from './core/search.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

export const ViewLinks = ({ view: { detail, search } }: { readonly view: DataSetView }) => (
  <nav className={styles.views} aria-label={dataWords.viewsLabel}>
    {dataViews.map((name) => (
      <Link
        key={name}
        to="/data/$id"
        params={{ id: detail.id }}
        search={{
          ...(name !== 'pictures' && { view: name }),
          ...(search.at !== undefined && { at: search.at }),
          ...(search.split && { split: search.split }),
          ...(search.augment !== undefined && { augment: search.augment }),
        }}
        aria-current={(search.view ?? 'pictures') === name ? 'page' : undefined}
        className={styles.viewLink}
        activeOptions={{ exact: true, includeSearch: true }}
      >
        {dataWords.views[name]}
      </Link>
    ))}
  </nav>
);
