// The sections of the report on an inventory.
import type { AttributeCounts, Inventory } from '../../catalogue/inventory.ts';
import { firstFew } from '../../few-words.ts';
import { count, counted } from '../../number-words.ts';
import { markup, table, type Markup } from '../markup.ts';
import type { Section } from '../section.ts';
import { duplicateStrip, mostShown, unknownStrip, type Addresses } from './strips.ts';

/** The sections, the summary first. */
export const inventorySections = (inventory: Inventory, addresses: Addresses): Section[] =>
  [
    { id: 'summary', title: 'Summary', content: summary(inventory) },
    { id: 'counts', title: 'Categories and attributes', content: counts(inventory) },
    { id: 'classes', title: 'Classes by the model', content: classes(inventory) },
    { id: 'changes', title: 'What came and went', content: changes(inventory) },
    { id: 'duplicates', title: 'Duplicates', content: duplicates(inventory, addresses) },
    { id: 'unknown', title: 'Unknown pictures', content: unknown(inventory, addresses) },
    { id: 'faults', title: 'Items without a picture, and broken files', content: faults(inventory) },
  ].map((section) => ({ ...section, figures: [] }));

function summary({
  items,
  attributes,
  withoutPicture,
  duplicates: groups,
  unknown: found,
  broken,
}: Inventory): Markup {
  const categories = attributes.find(({ name }) => name === 'category')?.values;
  const there = categories?.filter((category) => category.items > 0) ?? [];
  return markup`<p class="lead">The catalogue has <strong>${counted(items, 'item')}</strong>${
    there.length > 0 && ` in ${there.length === 1 ? '1 category' : `${count(there.length)} categories`}`
  }.</p>
${table(
  ['finding', 'number'],
  [
    ['items without a picture', count(withoutPicture.length)],
    ['groups of duplicates', count(groups.length)],
    ['unknown pictures', count(found.length)],
    ['broken files', count(broken.length)],
  ],
)}`;
}

function counts({ attributes, earlier }: Inventory): Markup {
  if (attributes.length === 0) return markup`<p>The items have no attribute with few values.</p>`;
  const dates = earlier.map(({ finished }) => minute(finished));
  return markup`<p>The numbers of items now${
    earlier.length > 0 && ' and at the end of earlier synchronisations that changed something (times in UTC)'
  }. An attribute with more than 100 values is left out.</p>
${attributes.map((attribute) => attributeTable(attribute, dates))}`;
}

function attributeTable({ name, values }: AttributeCounts, dates: readonly string[]): Markup {
  const most = Math.max(1, ...values.map(({ items }) => items));
  return markup`<h3>${name}</h3>${table(
    ['value', ...dates, 'now'],
    values.map(({ value, items, earlier }) => [value, ...earlier.map(count), meter(items, most)]),
  )}`;
}

/** A number with a bar of its length. */
const meter = (items: number, most: number): Markup =>
  markup`<span class="meter" style="--share:${(items / most).toFixed(3)}">${count(items)}</span>`;

function classes({ classes: all }: Inventory): Markup {
  const found = all.filter(({ items }) => items > 0);
  const most = Math.max(1, ...found.map(({ items }) => items));
  return markup`<p>The class of each picture as the catalogue’s model sees it, or as a person corrected it. Classes without pictures are left out. <code>atelier catalogue categorise</code> lists what a person has to look at.</p>
${table(
  ['class', 'items', 'corrected'],
  found.map((one) => [one.class, meter(one.items, most), count(one.corrected)]),
)}`;
}

function changes({ changes: kinds, since, lastSync }: Inventory): Markup {
  const ended = lastSync === null ? '' : `, which ended on ${minute(lastSync)} UTC`;
  const when = since === null ? ` in the last synchronisation${ended}` : ` since ${minute(since)} UTC`;
  const rows = Object.entries(kinds).map(([kind, items]) => [
    kind,
    count(items.length),
    firstFew(
      items.map(({ key }) => key),
      20,
    ),
  ]);
  return markup`<p>What changed${when}. <code>atelier catalogue inventory --csv</code> lists all items.</p>
${table(['change', 'items', 'which'], rows)}`;
}

function duplicates(inventory: Inventory, addresses: Addresses): Markup {
  const { duplicates: groups } = inventory;
  if (groups.length === 0) return markup`<p>No two items have equal or nearly equal pictures.</p>`;
  const equal = groups.filter(({ kind }) => kind === 'equal').length;
  return markup`<p>${counted(groups.length, 'group')} of items with the same picture: ${count(equal)} with equal files, ${count(groups.length - equal)} with nearly equal pictures, such as
copies in another size or quality.${groups.length > mostShown / 2 && ` The first ${mostShown / 2} are shown.`}</p>
${duplicateStrip(inventory, addresses)}`;
}

function unknown(inventory: Inventory, addresses: Addresses): Markup {
  const { unknown: found } = inventory;
  if (found.length === 0)
    return markup`<p>No picture is unlike the training data of the model, as far as the model tells.</p>`;
  return markup`<p>${counted(found.length, 'picture')} ${found.length === 1 ? 'is' : 'are'} unlike the training data of the model. The number is the novelty.${
    found.length > mostShown && ` The first ${mostShown} are shown.`
  }</p>
${unknownStrip(inventory, addresses)}`;
}

function faults({ withoutPicture, broken }: Inventory): Markup {
  return markup`<p>Items without a picture: ${withoutPicture.length === 0 ? 'none' : `${count(withoutPicture.length)}: ${firstFew(withoutPicture, 20)}`}.</p>
${
  broken.length === 0
    ? markup`<p>All files can be read.</p>`
    : table(
        ['file', 'what is wrong'],
        broken.slice(0, mostShown).map(({ key, error }) => [key, error]),
        `${counted(broken.length, 'broken file')}${broken.length > mostShown ? `; the first ${mostShown}` : ''}`,
      )
}`;
}

/** `2026-11-30 12:05`, in UTC, so that a report says the same everywhere. */
const minute = (time: Date): string => time.toISOString().slice(0, 16).replace('T', ' ');
