// An inventory as tables for a spreadsheet.
import { csvTable } from '../data/write-csv.ts';
import type { Inventory } from './inventory.ts';

/** The tables by file name. */
export function inventoryTables(inventory: Inventory): Record<string, string> {
  const { attributes, earlier, classes, changes, duplicates, withoutPicture, unknown, broken } = inventory;
  return {
    'counts.csv': csvTable(
      ['attribute', 'value', 'items', ...earlier.map(({ finished }) => finished.toISOString())],
      attributes.flatMap(({ name, values }) =>
        values.map(({ value, items, earlier: before }) => [name, value, items, ...before]),
      ),
    ),
    'classes.csv': csvTable(
      ['class', 'items', 'corrected'],
      classes.map((one) => [one.class, one.items, one.corrected]),
    ),
    'changes.csv': csvTable(
      ['change', 'key', 'category'],
      Object.entries(changes).flatMap(([kind, items]) =>
        items.map(({ key, category }) => [kind, key, category]),
      ),
    ),
    'duplicates.csv': csvTable(
      ['group', 'kind', 'key', 'file'],
      duplicates.flatMap(({ kind, items }, group) =>
        items.map(({ key, file }) => [group + 1, kind, key, file]),
      ),
    ),
    'without-picture.csv': csvTable(
      ['key'],
      withoutPicture.map((key) => [key]),
    ),
    'unknown.csv': csvTable(
      ['key', 'file', 'novelty'],
      unknown.map(({ key, file, novelty }) => [key, file, novelty]),
    ),
    'broken.csv': csvTable(
      ['key', 'error'],
      broken.map(({ key, error }) => [key, error]),
    ),
  };
}
