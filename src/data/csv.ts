// Reads tables of comma-separated values as RFC 4180 has them: cells in quotes may hold separators, line breaks and doubled
// quotes. Rows keep the line that they begin on, for messages. What the cells mean is for others to say.
import { InputError } from '../errors.ts';

export interface CsvRow {
  /** The line of the text that the row begins on, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table, the header among them; blank lines are left out, and a byte order mark.
 *
 * The separator is a comma, or where the first line has none, a semicolon or a tab: so do spreadsheets save in countries
 * with a decimal comma.
 *
 * @param source what errors call the table
 * @throws InputError, with the line, for a quote that is not closed or stands in the middle of a cell
 * @example parseCsv('file,label\n"a, b.jpg",hat\n', 'hats.csv')[1].cells // ['a, b.jpg', 'hat']
 */
export function parseCsv(text: string, source: string): CsvRow[] {
  const rows: CsvRow[] = [];
  const separator = separatorOf(text);
  const cell = new RegExp(
    `(?:"([^"]*(?:""[^"]*)*)"|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`,
    'y',
  );
  cell.lastIndex = text.startsWith('\ufeff') ? 1 : 0;
  let [line, start, cells] = [1, 1, [] as string[]];
  for (let isOpen = true; isOpen || cell.lastIndex < text.length;) {
    const match = cell.exec(text);
    if (!match) throw new InputError(`${source}, line ${line}: ${quoteProblem}`);
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    line += match[0].match(/\r\n|\n|\r/g)?.length ?? 0;
    isOpen = match[3] === separator;
    if (isOpen) continue;
    if (cells.some((content) => content !== '')) rows.push({ line: start, cells });
    [start, cells] = [line, []];
  }
  return rows;
}

const quoteProblem =
  'expected quotes around the whole of a cell, those within it doubled, got a quote in its middle or one that is not closed';

function separatorOf(text: string): string {
  const header = /^[^\r\n]*/.exec(text)![0];
  return [',', ';', '\t'].find((separator) => header.includes(separator)) ?? ',';
}
