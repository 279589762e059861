// Saves what was found as a table.
import { downloadCsv } from '../../core/download.ts';
import { toCsv } from '../../core/csv.ts';
import { IconButton } from '../../ui/button.tsx';
import { catalogueWords } from '../../words/catalogue.ts';
import type { ItemList } from './use-item-list.ts';

export function SaveList({ list: { total = 0, itemAt } }: { readonly list: ItemList }) {
  const save = () => {
    const { key, category, score, copies } = catalogueWords.columns;
    const rows = Array.from({ length: total }, (_, place) => itemAt(place)!).map((item) => [
      ...[item.key, item.category, item.score, (item.copies ?? []).join(' ')],
    ]);
    downloadCsv('found', toCsv([key, category, score, copies], rows));
  };
  return <IconButton icon="save" label={catalogueWords.saveTable} onPress={save} />;
}
