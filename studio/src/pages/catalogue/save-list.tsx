// Saves the items that the page lists, what was found or all that meet the condition: their pictures as one,
// and a table.
import { useQueryClient } from '@tanstack/react-query';
import { SavePictures } from '../../ui/save-pictures.tsx';
import { commonWords } from '../../words/common.ts';
import { allItems } from './all-items.ts';
import { sheetOfItems } from './sheet-of-items.ts';
import { isSearching } from './core/search.ts';
import { itemsCsv } from './core/tables.ts';
import { useCatalogueSearch } from './use-catalogue-search.ts';
import type { ItemList } from './use-item-list.ts';

interface SaveListProps {
  readonly catalogue: string;
  readonly list: ItemList;
}

export function SaveList({ catalogue, list: { total = 0, itemAt } }: SaveListProps) {
  const cache = useQueryClient();
  const { search } = useCatalogueSearch();
  const items = async () =>
    isSearching(search)
      ? Array.from({ length: total }, (_, place) => itemAt(place)!)
      : allItems(cache, catalogue, search.where);
  return (
    <SavePictures
      name="items"
      label={commonWords.savePictures}
      total={total}
      picture={async () => sheetOfItems(catalogue, await items())}
      csv={async () => itemsCsv(await items())}
    />
  );
}
