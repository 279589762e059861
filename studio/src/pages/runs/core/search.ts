// What the address of the table says: filter, order, columns, selection.
import { searchText } from '../../../core/search-text.ts';
export interface RunsSearch {
  readonly q?: string;
  /** The column to sort by; `-` before it means from high to low. */
  readonly sort?: string;
  /** The ids of the columns, with commas; missing for the usual ones. */
  readonly columns?: string;
  /** The ids of the selected runs, with commas. */
  readonly selected?: string;
}

const names = ['q', 'sort', 'columns', 'selected'] as const;

/** Takes what is valid and drops the rest. */
export const readRunsSearch = (search: Record<string, unknown>): RunsSearch =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = searchText(search[name]);
      return value === undefined ? [] : [[name, value]];
    }),
  );

/** A list in the address; without duplicates. */
export const listOf = (text: string | undefined): string[] => [
  ...new Set((text ?? '').split(',').filter(Boolean)),
];

/** The list as the address has it; nothing if it is empty. */
export const listText = (list: readonly string[]): string | undefined =>
  list.length > 0 ? list.join(',') : undefined;

/** The order after a click on a column: as it is best read, then the other way, then the usual one. */
export function nextSort(sort: string | undefined, id: string, isNumber: boolean): string | undefined {
  const [first, second] = isNumber ? [`-${id}`, id] : [id, `-${id}`];
  if (sort === first) return second;
  return sort === second ? undefined : first;
}
