// Finds the columns of a table of photographs, by their headings, or by their content if the headings do not
// help.
import type { CsvRow } from '../../../data/csv.ts';
import { splitFromName, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { quoteFew } from '../../../few-words.ts';
import { hasImageExtension } from '../../pictures/formats.ts';

/** The indices of the columns. */
export interface Columns {
  readonly file: number;
  /** The column of the class names, or one column for each class with a 1 for the pictures of that class. */
  readonly label: number | readonly number[];
  readonly split?: number | undefined;
  /** Whether the first row is a picture instead of headings. */
  readonly hasNoHeadings?: boolean;
}

/** Known headings, without spaces and punctuation, the clearest first. */
const words = {
  file: [
    ...[
      'file',
      'filename',
      'filepath',
      'path',
      'imagepath',
      'imgpath',
      'imagefile',
      'imagefilename',
      'imagename',
    ],
    ...['image', 'img', 'picture', 'photo', 'imageid', 'imgid', 'id', 'name'],
  ],
  label: [
    ...['label', 'labels', 'class', 'classname', 'classlabel', 'category', 'categoryname', 'target', 'type'],
    ...['breed', 'species', 'tag', 'diagnosis', 'y'],
  ],
  split: ['set', 'dataset', 'datasplit', 'subset', 'partition', 'usage', 'isvalid', 'isvalidation'],
} as const;

/** The known headings, as errors name them. */
const columnWords = 'file (or image, path, filename, id) and label (or class, category)';

/**
 * Finds the columns of a table of pictures.
 *
 * @param source the name of the table in errors
 * @param isPicture whether a cell names an existing picture
 * @throws InputError listing the headings if they do not fit
 */
export async function findColumns(
  rows: readonly CsvRow[],
  source: string,
  isPicture: (cell: string) => Promise<boolean>,
): Promise<Columns> {
  const headings = rows[0]?.cells ?? [];
  const names = headings.map((name) => name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''));
  const named = (kind: keyof typeof words) =>
    words[kind].map((word) => names.indexOf(word)).find((column) => column >= 0);
  const first = await firstPicture(headings, isPicture);
  if (first !== undefined && named('label') === undefined) return withoutHeadings(source, headings, first);
  const split = splitColumn(rows, names);
  const file = named('file') ?? (await firstPictureBelow(rows, isPicture));
  if (file === undefined) throw unknownColumns(source, headings);
  if (named('file') === undefined && named('label') === undefined && isPictureRow(rows, file))
    return withoutHeadings(source, headings, file);
  const label = named('label') ?? otherColumns(rows, [file, split]);
  if (label === undefined) throw unknownColumns(source, headings);
  return { file, label, split };
}

/** A column named `split` always counts. Other columns count only if all of their cells name splits. */
function splitColumn([, ...rows]: readonly CsvRow[], names: readonly string[]): number | undefined {
  const said = names.indexOf('split');
  if (said >= 0) return said;
  const isSplit = (column: number) =>
    rows.every(({ cells }) => splitFromCell(cells[column] ?? '', names[column]!));
  return words.split.map((word) => names.indexOf(word)).find((column) => column >= 0 && isSplit(column));
}

/** The split that a cell names, given the heading. fastai's `is_valid` only marks validation. */
export function splitFromCell(cell: string, heading: string): SplitName | undefined {
  const word = cell.trim();
  if (!/^is/i.test(heading.trim())) return splitFromName(word);
  if (/^(?:true|1)$/i.test(word)) return 'validation';
  return /^(?:false|0)$/i.test(word) ? 'train' : undefined;
}

function unknownColumns(source: string, headings: readonly string[]): InputError {
  const got = headings.length === 0 ? 'an empty table' : quoteFew(headings, 8);
  return new InputError(`${source}: expected the columns ${columnWords}, got ${got}`);
}

const mostLookedAt = 32;

/**
 * The column with the first cell that names an existing picture. Rows before it may name missing pictures.
 */
async function firstPictureBelow(
  rows: readonly CsvRow[],
  isPicture: (cell: string) => Promise<boolean>,
): Promise<number | undefined> {
  for (const { cells } of rows.slice(1, mostLookedAt)) {
    const column = await firstPicture(cells, isPicture);
    if (column !== undefined) return column;
  }
  return undefined;
}

/**
 * Whether the first row names a missing picture instead of being headings: it is written like the other rows,
 * or has one of their classes.
 */
function isPictureRow([first, ...rows]: readonly CsvRow[], file: number): boolean {
  const cells = first?.cells ?? [];
  const shape = (cell = '') => cell.trim().toLowerCase().replace(/\d+/g, '0');
  const isAlike = ({ cells: other }: CsvRow) => shape(other[file]) === shape(cells[file]);
  if (hasImageExtension(cells[file]?.trim() ?? '')) return true;
  if (/\d/.test(cells[file] ?? '') && rows.some(isAlike)) return true;
  const isOfClass = (cell: string, column: number) =>
    column !== file && cell.trim() !== '' && rows.some(({ cells: other }) => other[column] === cell);
  return cells.length === 2 && cells.some(isOfClass);
}

async function firstPicture(
  cells: readonly string[],
  isPicture: (cell: string) => Promise<boolean>,
): Promise<number | undefined> {
  for (const [column, cell] of cells.slice(0, 32).entries())
    if (cell.trim() !== '' && (await isPicture(cell))) return column;
  return undefined;
}

function withoutHeadings(source: string, cells: readonly string[], file: number): Columns {
  if (cells.length === 2) return { file, label: 1 - file, hasNoHeadings: true };
  throw new InputError(
    `${source}: expected headings for the ${cells.length} columns, such as file and label, got none`,
  );
}

/** The label columns if no heading names them: the only other column, or all others if they are one-hot. */
function otherColumns(
  [, ...rows]: readonly CsvRow[],
  taken: readonly (number | undefined)[],
): number | readonly number[] | undefined {
  const width = rows[0]?.cells.length ?? 0;
  const left = Array.from({ length: width }, (_, column) => column).filter(
    (column) => !taken.includes(column),
  );
  if (left.length === 1) return left[0];
  const isOneHot = ({ cells }: CsvRow) => {
    const values = left.map((column) => Number(cells[column]?.trim() || NaN));
    return (
      values.every((value) => value === 0 || value === 1) &&
      values.filter((value) => value === 1).length === 1
    );
  };
  return left.length > 1 && rows.every(isOneHot) ? left : undefined;
}
