// The items of a table: a row each, with a column for the key, one for the picture, and attributes in all
// others.
import { stat } from 'node:fs/promises';
import { basename, dirname, extname, resolve } from 'node:path';
import type { Attributes } from '../../catalogue/store/schema.ts';
import { parseCsv, type CsvRow } from '../../data/csv.ts';
import { InputError } from '../../errors.ts';
import { firstFew, quoteFew } from '../../few-words.ts';
import { count } from '../../number-words.ts';
import { FileFinder } from '../data/photographs/file-finder.ts';
import { placeOf } from '../data/photographs/listing.ts';
import { readText } from '../data/read-text.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { hasImageExtension } from '../pictures/formats.ts';
import { stampOf, type Source, type SourceItem, type SourceProblem } from './source.ts';

/** Known headings, in lower case without spaces and punctuation, the clearest first. */
const keyHeadings = [
  'key',
  'sku',
  'id',
  'itemid',
  'productid',
  'articleid',
  'item',
  'product',
  'article',
  'name',
];
const fileHeadings = [
  ...['file', 'filename', 'filepath', 'path', 'image', 'imagepath', 'imagefile', 'picture', 'photo', 'img'],
];

interface Columns {
  readonly key: number;
  readonly file: number | undefined;
}

/** Lists the rows of a table. @throws InputError naming the line of what is wrong */
export async function readTable(path: string): Promise<Omit<Source, 'name'>> {
  const [heading, ...rows] = parseCsv(await readText(path), path);
  if (!heading || rows.length === 0)
    throw new InputError(`${path}: expected a row of headings and items, got none`);
  const names = heading.cells.map((name) => name.trim().normalize('NFC'));
  const columns = findColumns(path, names, rows);
  refuseRepeats(path, rows, columns);
  const { kinds, notices } = kindsOf(names, rows, columns);
  const root = dirname(path);
  const finder = new FileFinder(root, basename(path, extname(path)));
  const found = await mapInParallel(rows, async (row): Promise<SourceItem | SourceProblem> => {
    const key = cellOf(row, columns.key);
    const item = { key, attributes: attributesOf(names, row, columns, kinds) };
    const written = columns.file === undefined ? '' : cellOf(row, columns.file);
    if (written === '') return { ...item, picture: null };
    const file = await finder.find(written);
    if ('problem' in file) return { key, error: `${path}, line ${row.line}: ${file.problem}` };
    const place = resolve(placeOf(root, file.path));
    return { ...item, picture: { file: place, stamp: stampOf(await stat(place)) } };
  });
  return {
    items: found.filter((one) => 'attributes' in one),
    problems: found.filter((one) => 'error' in one),
    notices,
  };
}

const cellOf = ({ cells }: CsvRow, column: number): string => cells[column]?.trim() ?? '';

function findColumns(path: string, names: readonly string[], rows: readonly CsvRow[]): Columns {
  const plain = names.map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''));
  const among = (headings: readonly string[]) =>
    headings.map((heading) => plain.indexOf(heading)).find((column) => column >= 0);
  const byContent = names.findIndex((_, column) =>
    rows.every((row) => hasImageExtension(cellOf(row, column))),
  );
  const file = among(fileHeadings) ?? (byContent < 0 ? undefined : byContent);
  const key = among(keyHeadings) ?? file;
  if (key === undefined)
    throw new InputError(
      `${path}: expected a column of keys (${keyHeadings.slice(0, 3).join(', ')}) or of pictures (${fileHeadings.slice(0, 3).join(', ')}), got ${quoteFew(names)}`,
    );
  return { key, file };
}

function refuseRepeats(path: string, rows: readonly CsvRow[], { key }: Columns): void {
  const lines = new Map<string, number>();
  for (const row of rows) {
    const value = cellOf(row, key);
    if (value === '') throw new InputError(`${path}, line ${row.line}: expected a key, got none`);
    const earlier = lines.get(value);
    if (earlier !== undefined)
      throw new InputError(`${path}, line ${row.line}: the key '${value}' is already on line ${earlier}`);
    lines.set(value, row.line);
  }
}

type Kind = 'number' | 'text';

/** A column of numbers alone has numbers; one with a word somewhere is text, which is said. */
function kindsOf(
  names: readonly string[],
  rows: readonly CsvRow[],
  { key, file }: Columns,
): { kinds: Kind[]; notices: string[] } {
  const notices: string[] = [];
  const kinds = names.map((name, column): Kind => {
    if (column === key || column === file) return 'text';
    const filled = rows.filter((row) => cellOf(row, column) !== '');
    const words = filled.filter((row) => !isNumber(cellOf(row, column)));
    if (filled.length > 0 && words.length === 0) return 'number';
    if (words.length > 0 && words.length <= filled.length / 2)
      notices.push(
        `the column '${name}' is text, not numbers: ${count(words.length)} of ${count(filled.length)} values are words, such as ${firstFew(
          words.map((row) => `'${cellOf(row, column)}' on line ${row.line}`),
          2,
        )}`,
      );
    return 'text';
  });
  return { kinds, notices };
}

/** Not `0042`, whose zeros matter, nor whole numbers too large to be exact: those are article numbers. */
const isNumber = (text: string): boolean =>
  /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text) &&
  Math.abs(Number(text)) <= Number.MAX_SAFE_INTEGER;

function attributesOf(
  names: readonly string[],
  row: CsvRow,
  { key, file }: Columns,
  kinds: readonly Kind[],
): Attributes {
  const entries = names.flatMap((name, column) => {
    const cell = cellOf(row, column);
    if (name === '' || column === key || column === file || cell === '') return [];
    return [[name, kinds[column] === 'number' ? Number(cell) : cell.normalize('NFC')] as const];
  });
  return Object.fromEntries(entries);
}
