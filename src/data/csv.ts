// Parses comma-separated values by RFC 4180: quoted cells may contain separators, line breaks and doubled
// quotes. Rows keep the line that they begin on, for error messages. Does not interpret the cells.
import { InputError } from '../errors.ts';

export interface CsvRow {
  /** The line of the text that the row begins on, counted from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/**
 * The rows of a table, including the header, without blank lines and byte order mark.
 *
 * The separator is whichever of comma, semicolon, tab and bar is most frequent in the first line, because
 * spreadsheets in countries with a decimal comma save with semicolons. A first line `sep=;`, which
 * spreadsheets may write, sets it. Spaces around quotes are dropped, others kept.
 *
 * @param source names the table in errors
 * @throws InputError with the line, for a quote that is not closed or is in the middle of a cell
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
  'expected quotes around the whole of a cell and doubled quotes inside it, got a quote in the middle of a cell or one that is not closed';

/** Escaped for a regular expression, in which a bare bar has a meaning of its own. */
const separators = [',', ';', '\t', '\\|'];

/** The separator, escaped for a pattern, and the position and line where the table begins. */
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
