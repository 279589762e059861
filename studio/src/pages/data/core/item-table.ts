// Pictures of a data set as a table, with what is known of them and what was decided.
import { csvOf, type Columns } from '../../../core/csv.ts';
import { keyOf } from '../../../pictures/core/place.ts';
import type { Decisions, Item } from './items.ts';

/** What all pictures have; of findings also what the audit says, and the other picture of a pair. */
export function itemsCsv(
  items: readonly Item[],
  classNames: readonly string[],
  decisions: Decisions,
): string {
  const nameOf = (label: number | undefined) => (label === undefined ? undefined : classNames[label]);
  const decidedClass = (item: Item) => {
    const decided = decisions.get(keyOf(item));
    return decided?.decision === 'relabel' ? nameOf(decided.label) : undefined;
  };
  const found: Columns<Item> = {
    suggested: ({ suggested }) => nameOf(suggested),
    score: ({ score }) => score,
    'twin split': ({ twin }) => twin?.split,
    'twin index': ({ twin }) => twin?.index,
  };
  return csvOf(items, {
    split: ({ split }) => split,
    index: ({ index }) => index,
    file: ({ file }) => file,
    class: ({ label }) => nameOf(label),
    ...(items.some(({ score }) => score !== undefined) && found),
    decision: (item) => decisions.get(keyOf(item))?.decision,
    'decided class': decidedClass,
  });
}

/** The classes with their numbers of pictures. */
export const classesCsv = (classNames: readonly string[], counts: readonly number[]): string =>
  csvOf([...classNames.keys()], {
    class: (label) => classNames[label],
    pictures: (label) => counts[label] ?? 0,
  });
