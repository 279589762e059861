// Tables as CSV, written as the program writes them.
import { csvTable, type CsvCell } from '../../../src/data/write-csv.ts';

export type Cell = string | number | boolean | null | undefined;

/** A table with its header. Missing cells are empty. */
export const toCsv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  csvTable(
    header,
    rows.map((row) => row.map(cellOf)),
  );

/** Columns by their names: each gives the cell of an item. */
export type Columns<Item> = Readonly<Record<string, (item: Item) => Cell>>;

/** A table of one row for each item. */
export const csvOf = <Item>(items: readonly Item[], columns: Columns<Item>): string =>
  toCsv(
    Object.keys(columns),
    items.map((item) => Object.values(columns).map((cell) => cell(item))),
  );

/** A confusion matrix: a row for each true class, a column for each predicted one. */
export const confusionCsv = (
  confusion: readonly (readonly number[])[],
  classNames: readonly string[],
): string =>
  toCsv(
    ['true class', ...classNames],
    confusion.map((row, label) => [classNames[label], ...row]),
  );

/** Numbers in rows. */
interface Plane {
  readonly values: Float32Array;
  readonly height: number;
  readonly width: number;
}

/** The numbers of a map, row by row. */
export const planeCsv = ({ values, height, width }: Plane): string =>
  toCsv(
    Array.from({ length: width }, (_, column) => `column ${column + 1}`),
    Array.from({ length: height }, (_, row) => [...values.subarray(row * width, (row + 1) * width)]),
  );

const cellOf = (cell: Cell): CsvCell => (typeof cell === 'boolean' ? String(cell) : (cell ?? null));
