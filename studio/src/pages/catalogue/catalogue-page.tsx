// A shop's catalogue: its items, what a person has to look at, duplicates, and how it changed.
import { useQuery } from '@tanstack/react-query';
import type { CatalogueName } from '../../../../src/server/studio/contract/catalogue.ts';
import { CopyMenu } from '../../ui/copy-menu.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Page } from '../../ui/page.tsx';
import { Failure } from '../../ui/panel.tsx';
import { Select } from '../../ui/select.tsx';
import { Warning } from '../../ui/warning.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { count } from '../../words/numbers.ts';
import { codeOf } from './core/code.ts';
import { commandOf } from './core/command.ts';
import { catalogueQuery, cataloguesQuery } from './core/queries.ts';
import { DuplicatesView } from './duplicates-view.tsx';
import { InventoryView } from './inventory-view.tsx';
import { ItemsView } from './items-view.tsx';
import { ReviewView } from './review-view.tsx';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import { Outage, useOutage } from './use-outage.ts';
import { ViewLinks } from './view-links.tsx';
import page from '../../ui/full-page.module.css';

export default function CataloguePage() {
  const { data, error, refetch } = useQuery(cataloguesQuery);
  const { search } = useCatalogueSearch();
  const chosen = data?.find(({ id }) => id === search.catalogue) ?? data?.[0];
  if (data && chosen) return <Catalogue all={data} chosen={chosen} />;
  return (
    <Page title={catalogueWords.name}>
      {error ? <Failure error={error} retry={() => void refetch()} /> : data ? <NoCatalogue /> : <Loading />}
    </Page>
  );
}

const NoCatalogue = () => (
  <EmptyState icon="catalogue" title={catalogueWords.emptyTitle} hint={catalogueWords.emptyHint}>
    <pre className={page.commands} tabIndex={0} aria-label={catalogueWords.emptyTitle}>
      {catalogueWords.makeCommand}
      {'\n'}
      {catalogueWords.startCommand}
    </pre>
  </EmptyState>
);

interface CatalogueProps {
  readonly all: readonly CatalogueName[];
  readonly chosen: CatalogueName;
}

function Catalogue({ all, chosen }: CatalogueProps) {
  const { search, change } = useCatalogueSearch();
  const { data, error, refetch } = useQuery(catalogueQuery(chosen.id));
  const isAway = useOutage(chosen.id);
  const { view = 'items' } = search;
  const [command, code] = [commandOf(chosen, search), codeOf(chosen, search)];
  const actions = (
    <>
      {all.length > 1 && (
        <Select
          isBare
          label={catalogueWords.catalogue}
          choices={all}
          chosen={chosen.id}
          onChoose={(catalogue) => change({ ...lacking(search), catalogue, view })}
        />
      )}
      {command !== undefined && <CopyMenu command={command} {...(code !== undefined && { code })} />}
    </>
  );
  return (
    <Page
      isFull
      title={catalogueWords.name}
      aside={
        <span title={chosen.place}>
          {data ? `${chosen.name}, ${catalogueWords.items(count(data.items))}` : chosen.name}
        </span>
      }
      actions={actions}
    >
      <ViewLinks chosen={view} />
      {isAway && <Warning>{catalogueWords.away}</Warning>}
      <Outage value={isAway}>
        {error ? (
          <div className={page.pane}>
            <Failure error={error} retry={() => void refetch()} />
          </div>
        ) : !data ? (
          <Loading />
        ) : view === 'items' ? (
          <ItemsView catalogue={chosen} detail={data} />
        ) : view === 'review' ? (
          <ReviewView catalogue={chosen} detail={data} />
        ) : view === 'duplicates' ? (
          <DuplicatesView catalogue={chosen} />
        ) : (
          <InventoryView catalogue={chosen} />
        )}
      </Outage>
    </Page>
  );
}

/** All names of a search without their values: another catalogue has other items. */
const lacking = (search: object) => Object.fromEntries(Object.keys(search).map((name) => [name, undefined]));
