// The views of a catalogue, side by side.
import { Link } from '@tanstack/react-router';
import { catalogueWords } from '../../words/catalogue.ts';
import { changed, views, type CatalogueView } from './core/search.ts';
import page from '../../ui/full-page.module.css';

export const ViewLinks = ({ chosen }: { readonly chosen: CatalogueView }) => (
  <nav className={page.views} aria-label={catalogueWords.viewsLabel}>
    {views.map((view) => (
      <Link
        key={view}
        from="/catalogue"
        to="/catalogue"
        search={(old) => changed(old, { view: view === 'items' ? undefined : view })}
        className={page.view}
        activeOptions={{ exact: true, explicitUndefined: true }}
        data-chosen={view === chosen}
      >
        {catalogueWords.views[view]}
      </Link>
    ))}
  </nav>
);
