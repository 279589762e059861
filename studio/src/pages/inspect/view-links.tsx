// The views of an inspection, side by side.
import { Link } from '@tanstack/react-router';
import { inspectWords } from '../../words/inspect.ts';
import { changed, views, type InspectView } from './core/search.ts';
import styles from './inspect.module.css';

export const ViewLinks = ({ chosen }: { readonly chosen: InspectView }) => (
  <nav className={styles.views} aria-label={inspectWords.viewsLabel}>
    {views.map((view) => (
      <Link
        key={view}
        from="/inspect"
        to="/inspect"
        search={(old) => changed(old, { view: view === 'pieces' ? undefined : view })}
        className={styles.view}
        activeOptions={{ exact: true, explicitUndefined: true }}
        data-chosen={view === chosen}
      >
        {inspectWords.views[view]}
      </Link>
    ))}
  </nav>
);
