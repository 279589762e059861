// The pictures in the report on an inventory: duplicates side by side, and what is unlike the training data.
import type { Duplicates } from '../../catalogue/duplicates.ts';
import type { Inventory } from '../../catalogue/inventory.ts';
import { markup, type Markup } from '../markup.ts';

/** Small pictures as data addresses, by file. */
export type Addresses = ReadonlyMap<string, string>;

/** How many pictures of a list, and of a group of duplicates, the report shows. */
export const mostShown = 60;
const mostOfGroup = 6;

const shownGroups = ({ duplicates }: Inventory): Duplicates[] =>
  duplicates.slice(0, mostShown / 2).map((group) => ({ ...group, items: group.items.slice(0, mostOfGroup) }));

/** The files of the pictures that the report shows. */
export const shownFiles = (inventory: Inventory): string[] => [
  ...new Set(
    [
      ...shownGroups(inventory).flatMap(({ items }) => items),
      ...inventory.unknown.slice(0, mostShown),
    ].flatMap(({ file }) => file ?? []),
  ),
];

/** Groups of duplicates, each in a line of its own. */
export const duplicateStrip = (inventory: Inventory, addresses: Addresses): Markup =>
  markup`<div class="strip findings">${shownGroups(inventory).map(
    ({ items }) =>
      markup`<div class="pair">${items.map(({ key, file }) => picture(file, key, addresses))}</div>`,
  )}</div>`;

/** Unknown pictures, with their novelty. */
export const unknownStrip = ({ unknown }: Inventory, addresses: Addresses): Markup =>
  markup`<div class="strip findings">${unknown
    .slice(0, mostShown)
    .map(({ key, file, novelty }) => picture(file, `${key}, ${novelty.toFixed(2)}`, addresses))}</div>`;

const picture = (file: string | null, caption: string, addresses: Addresses): Markup => {
  const address = file === null ? undefined : addresses.get(file);
  return markup`<figure>${
    address !== undefined && markup`<img src="${address}" alt="${caption}">`
  }<figcaption>${caption}</figcaption></figure>`;
};
