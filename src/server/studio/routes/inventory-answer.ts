// The inventory of a catalogue as the page gets it: without paths of files, times as numbers, and lists of at
// most a thousand.
import type { Inventory } from '../../../catalogue/inventory.ts';
import type * as contract from '../contract/catalogue.ts';

/** How much of each list is told. */
const most = 1000;

/** The beginning of a list, and how long it is. */
export const cut = <T>(items: readonly T[], count = most): { total: number; items: T[] } => ({
  total: items.length,
  items: items.slice(0, count),
});

export function inventoryAnswer(inventory: Inventory): contract.Inventory {
  const { items, attributes, classes, earlier, lastSync, since, changes } = inventory;
  const { duplicates, unknown, withoutPicture, broken } = inventory;
  return {
    items,
    earlier: earlier.map(({ finished }) => finished.getTime()),
    lastSync: lastSync?.getTime() ?? null,
    since: since?.getTime() ?? null,
    attributes: attributes.map(({ name, values }) => ({
      name,
      values: values.map((value) => ({ ...value, earlier: [...value.earlier] })),
    })),
    classes: classes.map(({ class: name, items: count, corrected }) => ({
      ...{ class: name, items: count, corrected },
    })),
    changes: {
      added: cut(changes.added),
      changed: cut(changes.changed),
      moved: cut(changes.moved),
      removed: cut(changes.removed),
    },
    duplicates: cut(
      duplicates.map(({ kind, items: group }) => ({ kind, keys: group.map((item) => item.key) })),
    ),
    unknown: cut(unknown.map(({ key, novelty }) => ({ key, novelty }))),
    withoutPicture: cut(withoutPicture),
    broken: cut(broken),
  };
}
