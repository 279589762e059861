// The views of an inspection, side by side.
import { Link } from '@tanstack/react-router';
import { inspectWords } from '../../words/inspect.ts';
import { changed, views, type InspectView } from './core/search.ts';
import page from '../../ui/full-page.module.css';

export const ViewLinks = ({ chosen }: { readonly chosen: InspectView }) => (
  <nav className={page.views} aria-label={inspectWords.viewsLabel}>
    {views.map((view) => (
      <Link
        key={view}
        from="/inspect"
        to="/inspect"
        search={(old) => changed(old, { view: view === 'pieces' ? undefined : view })}
        className={page.view}
        activeOptions={{ exact: true, explicitUndefined: true }}
        data-chosen={view === chosen}
      >
        {inspectWords.views[view]}
      </Link>
    ))}
  </nav>
);
