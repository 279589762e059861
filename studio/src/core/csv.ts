// Tables as CSV, as RFC 4180 describes it.
export type Cell = string | number | boolean | null | undefined;

/** A table with its header. Cells with commas, quotes or line breaks are quoted; missing ones are empty. */
export const toCsv = (header: readonly string[], rows: readonly (readonly Cell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(written).join(',')}\n`).join('');

function written(cell: Cell): string {
  const text = String(cell ?? '');
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
