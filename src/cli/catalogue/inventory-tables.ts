// An inventory in the terminal: counts as tables, lists by their first items.
import type { AttributeCounts, Inventory } from '../../catalogue/inventory.ts';
import { firstFew } from '../../few-words.ts';
import { count, counted } from '../../number-words.ts';
import { oneLine } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';

/** How many values of an attribute are printed. */
const mostValues = 12;

/** The inventory in words and tables. */
export function describeInventory(inventory: Inventory): string {
  const { items, attributes, classes, earlier, withoutPicture, duplicates, unknown, broken } = inventory;
  const dates = earlier.map(({ finished }) => minute(finished));
  return [
    counted(items, 'item'),
    ...attributes.map((attribute) => attributeTable(attribute, dates)),
    alignColumns([
      ['class by the model', 'items'],
      ...classes.filter((one) => one.items > 0).map((one) => [one.class, count(one.items)]),
    ]),
    changesWords(inventory),
    [
      line('without a picture', withoutPicture),
      line(
        'groups of duplicates',
        duplicates.map((group) =>
          firstFew(
            group.items.map(({ key }) => key),
            3,
          ),
        ),
        '; ',
      ),
      line(
        'unknown pictures',
        unknown.map(({ key, novelty }) => `${key} (novelty ${novelty.toFixed(2)})`),
      ),
      line(
        'broken files',
        broken.map(({ error }) => error),
        '; ',
      ),
    ].join('\n'),
  ].join('\n\n');
}

function attributeTable({ name, values }: AttributeCounts, dates: readonly string[]): string {
  const rows = values
    .slice(0, mostValues)
    .map(({ value, items, earlier }) => [value, ...earlier.map(count), count(items)]);
  const more = values.length - mostValues;
  const table = alignColumns([[name, ...dates, 'now'], ...rows]);
  return more > 0 ? `${table}\nand ${counted(more, 'more value')}` : table;
}

function changesWords({ changes, since, lastSync }: Inventory): string {
  const lines = Object.entries(changes).flatMap(([kind, items]) =>
    items.length > 0
      ? [
          line(
            kind,
            items.map(({ key }) => key),
          ),
        ]
      : [],
  );
  const when = since === null ? ` of the last synchronisation` : ` since ${minute(since)}`;
  const ended = since === null && lastSync !== null ? `, ${minute(lastSync)}` : '';
  return `changes${when}${ended}:\n${lines.length > 0 ? lines.join('\n') : '  none'}`;
}

function line(words: string, items: readonly string[], separator = ', '): string {
  const few = items.slice(0, 5).map(oneLine).join(separator);
  const more = items.length > 5 ? ` and ${count(items.length - 5)} more` : '';
  return `  ${words}: ${items.length === 0 ? 'none' : `${count(items.length)}: ${few}${more}`}`;
}

/** `2026-11-30 12:05`, in local time. */
function minute(time: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = [time.getFullYear(), two(time.getMonth() + 1), two(time.getDate())].join('-');
  return `${day} ${two(time.getHours())}:${two(time.getMinutes())}`;
}
