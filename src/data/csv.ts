// Reads tables of comma-separated values as RFC 4180 has them: cells in quotes may hold separators, line
// breaks and doubled quotes. Rows keep the line that they begin on, for messages. What the cells mean is for
// others to say.
import { InputError } from '../errors.ts';

export interface CsvRow {
  /** The line of the text that the row begins on, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table, the header among them; blank lines are left out, and a byte order mark.
 *
 * The separator is the one of comma, semicolon, tab and bar that the first line has most of: so do
 * spreadsheets save in countries with a decimal comma. A first line `sep=;`, as they write it, says it.
 * Spaces around quotes are left out, others kept.
 *
 * @param source what errors call the table
 * @throws InputError, with the line, for a quote that is not closed or stands in the middle of a cell
 * @example parseCsv('file,label\n"a, b.jpg",hat\n', 'hats.csv')[1].cells // ['a, b.jpg', 'hat']
 */
export function parseCsv(text: string, source: string): CsvRow[] {
  const rows: CsvRow[] = [];
  const { separator, start: first, line: firstLine } = separatorOf(text);
  const cell = new RegExp(
    `(?:[ \\t]*"([^"]*(?:""[^"]*)*)"[ \\t]*?|([^"${separator}\\r\\n]*))(${separator}|\\r\\n|\\n|\\r|$)`,
    'y',
  );
  cell.lastIndex = first;
  let [line, start, cells] = [firstLine, firstLine, [] as string[]];
  for (let isOpen = true; isOpen || cell.lastIndex < text.length;) {
    const match = cell.exec(text);
    if (!match) throw new InputError(`${source}, line ${line}: ${quoteProblem}`);
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
    line += match[0].match(/\r\n|\n|\r/g)?.length ?? 0;
    isOpen = match[3] === separator.replace('\\', '');
    if (isOpen) continue;
    if (cells.some((content) => content !== '')) rows.push({ line: start, cells });
    [start, cells] = [line, []];
  }
  return rows;
}

const quoteProblem =
  'expected quotes around the whole of a cell, those within it doubled, got a quote in its middle or one that is not closed';

/** In a pattern: a bar by itself means something else there. */
const separators = [',', ';', '\t', '\\|'];

/** The separator, as it is written in a pattern, and where the table begins. */
function separatorOf(text: string): { separator: string; start: number; line: number } {
  const start = text.startsWith('\ufeff') ? 1 : 0;
  const said = /^sep=(.)(?:\r\n|\n|\r)/.exec(text.slice(start));
  if (said) {
    const separator = separators.find((one) => one.endsWith(said[1]!));
    if (separator !== undefined) return { separator, start: start + said[0].length, line: 2 };
  }
  const header = /^[^\r\n]*/.exec(text.slice(start).trimStart())![0].replace(/"[^"]*"/g, '');
  const counts = separators.map((separator) => header.split(separator.at(-1)!).length);
  return { separator: separators[counts.indexOf(Math.max(...counts))]!, start, line: 1 };
}
