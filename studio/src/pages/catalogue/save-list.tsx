// Saves all items that the page lists as a table: what was found, or all that meet the condition.
import { useQueryClient } from '@tanstack/react-query';
import { SaveCsv } from '../../ui/save-csv.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import { allItems } from './all-items.ts';
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
  const csv = async () =>
    itemsCsv(
      isSearching(search)
        ? Array.from({ length: total }, (_, place) => itemAt(place)!)
        : await allItems(cache, catalogue, search.where),
    );
  return <SaveCsv name="items" label={catalogueWords.saveTable} csv={csv} />;
}
