// Writes tables of comma-separated values by RFC 4180, so that spreadsheets take no cell for a formula.

/** A cell; null is empty. */
export type CsvCell = string | number | null;

/**
 * A table as text.
 *
 * @example csvTable(['file', 'class'], [['a, b.jpg', 'hat']]) // 'file,class\n"a, b.jpg",hat\n'
 */
export const csvTable = (header: readonly string[], rows: readonly (readonly CsvCell[])[]): string =>
  [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');

const formula = /^[=+\-@\t]/;

/** Quotes a cell. An apostrophe keeps a spreadsheet from reading it as a formula. */
function cell(content: CsvCell): string {
  if (content === null) return '';
  if (typeof content === 'number') return String(content);
  const text = formula.test(content) ? `'${content}` : content;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A cell that `csvTable` wrote, without the apostrophe. */
export const withoutApostrophe = (text: string): string =>
  text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;
