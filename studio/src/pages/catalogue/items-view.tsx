// The items of a catalogue: the search above, the pictures below, the open item beside them.
import type { CatalogueDetail, CatalogueName } from '../../../../src/server/studio/contract/catalogue.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Failure, Panel } from '../../ui/panel.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { isSearching } from './core/search.ts';
import { ItemGrid } from './item-grid.tsx';
import { ItemPanel } from './item-panel.tsx';
import { SearchBar } from './search-bar.tsx';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import { useItemList, type ItemList } from './use-item-list.ts';
import { usePictureDrop } from './use-picture-drop.ts';
import page from '../../ui/full-page.module.css';

interface ItemsViewProps {
  readonly catalogue: CatalogueName;
  readonly detail: CatalogueDetail;
}

export function ItemsView({ catalogue, detail }: ItemsViewProps) {
  const { search, change } = useCatalogueSearch();
  const list = useItemList(catalogue.id, search);
  const { isOver, handlers, take } = usePictureDrop((picture) => change({ picture, item: undefined }));
  const isWhereWrong = list.error !== null && /^where:/.test(list.error.message);
  return (
    <div className={page.fill} {...handlers}>
      <SearchBar
        catalogue={catalogue.id}
        detail={detail}
        list={list}
        take={take}
        whereError={isWhereWrong ? list.error.message : undefined}
      />
      <div className={page.split}>
        <div className={page.main}>{!isWhereWrong && <Items catalogue={catalogue} list={list} />}</div>
        {search.item !== undefined && (
          <ItemPanel key={search.item} catalogue={catalogue} item={search.item} detail={detail} />
        )}
      </div>
      {isOver && <p className={page.drop}>{catalogueWords.dropHere}</p>}
    </div>
  );
}

function Items({ catalogue, list }: { readonly catalogue: CatalogueName; readonly list: ItemList }) {
  const { search, change } = useCatalogueSearch();
  if (list.error)
    return (
      <div className={page.pane}>
        <Failure error={list.error} retry={list.retry} />
      </div>
    );
  if (list.total === undefined) return <Loading />;
  if (list.total === 0)
    return (
      <EmptyState icon="search" title={catalogueWords.noneTitle} hint={catalogueWords.noneHint}>
        <Button onPress={() => change({ where: undefined })}>{catalogueWords.clear}</Button>
      </EmptyState>
    );
  return (
    <Panel>
      <ItemGrid
        key={isSearching(search) ? 'found' : 'all'}
        catalogue={catalogue.id}
        list={list}
        total={list.total}
        open={search.item}
        onOpen={(item) => change({ item }, { replace: search.item !== undefined })}
      />
    </Panel>
  );
}
