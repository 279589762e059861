// Tables as CSV, written as the program writes them.
import { csvTable, type CsvCell } from '../../../src/data/write-csv.ts';

export type Cell = string | number | boolean | null | undefined;

/** A table with its header. Missing cells are empty. */
export const toCsv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  csvTable(
    header,
    rows.map((row) => row.map(cellOf)),
  );

const cellOf = (cell: Cell): CsvCell => (typeof cell === 'boolean' ? String(cell) : (cell ?? null));
