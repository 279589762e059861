// Reads the first line of a table of pixels: which columns are the label and the pixels, if it has headings.
import { InputError } from '../../errors.ts';
import { firstBytes } from '../files/first-bytes.ts';
import { encodingOf } from './read-text.ts';

/** The content of the first line of a table of pixels. */
export interface PixelHeading {
  readonly encoding: ReturnType<typeof encodingOf>;
  readonly separator: string;
  /** Whether the first line is already a picture. */
  readonly hasNoHeadings: boolean;
  /** The number of columns. */
  readonly width: number;
  /**
   * The column of the labels. Undefined if pictures have no labels; `unsaid` if it is the first or the last
   * of `pixels`.
   */
  readonly label: number | 'unsaid' | undefined;
  /** The columns of the pixels, in their order. */
  readonly pixels: readonly number[];
  readonly channels: 1 | 3;
  /** The height and width of a picture. */
  readonly side: number;
}

const labelWords = new Set(['label', 'labels', 'class', 'target', 'y', 'digit', 'category']);
/** Headings of row numbers, which are not pixels. */
const indexWords = new Set(['', 'id', 'index', 'unnamed: 0']);
const leastSide = 4;
const largestSide = 512;

/** Enough for the first line of most tables. */
const startBytes = 2 ** 18;
/** Enough for the headings of the largest pictures in UTF-16. */
const mostHeadingBytes = 2 ** 24;

/**
 * Reads the first line of a file; undefined if it is not a table of pixels.
 *
 * @throws InputError if it can't be read
 */
export async function pixelHeadingOf(path: string): Promise<PixelHeading | undefined> {
  const start = await firstBytes(path, startBytes);
  if (start.length < startBytes || hasLineEnd(start) || !isTableText(start)) return readPixelHeading(start);
  return readPixelHeading(await firstBytes(path, mostHeadingBytes));
}

const hasLineEnd = (bytes: Uint8Array): boolean => bytes.some((byte) => byte === 0x0a || byte === 0x0d);
const isTableText = (bytes: Uint8Array): boolean => {
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes.subarray(0, 1024));
  return separators.some((one) => text.includes(one)) && !text.includes('\0');
};
const separators = [',', ';', '\t'];

/** Reads the first line of a table; undefined if it does not contain pixels. */
function readPixelHeading(start: Uint8Array): PixelHeading | undefined {
  const encoding = encodingOf(start);
  const line = /^\ufeff?([^\r\n]*)[\r\n]/.exec(new TextDecoder(encoding).decode(start))?.[1];
  const separator = separators.find((one) => line?.includes(one));
  if (line === undefined || separator === undefined) return undefined;
  const cells = line.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim()
      .toLowerCase(),
  );
  const columns = columnsOf(cells);
  if (!columns) return undefined;
  const { label, pixels } = columns;
  const shape = shapeOf(pixels.length - (label === 'unsaid' ? 1 : 0));
  return shape && { encoding, separator, width: cells.length, ...columns, ...shape };
}

type Columns = Pick<PixelHeading, 'hasNoHeadings' | 'label' | 'pixels'>;

function columnsOf(cells: readonly string[]): Columns | undefined {
  const named = [...cells.keys()].filter((column) => !indexWords.has(cells[column]!));
  const namedCells = named.map((column) => cells[column]!);
  // Numbers that increase by one from column to column are generated headings, not a picture.
  if (countUp(namedCells)) return { hasNoHeadings: false, ...unsaidLabel(named) };
  const words = [...cells.keys()].filter((column) => !isNumber(cells[column]!));
  if (words.length === 0) return { hasNoHeadings: true, ...unsaidLabel([...cells.keys()]) };
  const label = isPicture(cells, words) ? words[0] : labelOf(cells);
  if (label === 'unclear') return undefined;
  const hasNoHeadings = isPicture(cells, words);
  return { hasNoHeadings, label, pixels: named.filter((column) => column !== label) };
}

/** Whether a row is a picture whose label is a word. */
function isPicture(cells: readonly string[], [word, ...others]: readonly number[]): boolean {
  if (word === undefined || others.length > 0 || cells.length <= leastNamed) return false;
  const isAtEnd = word === 0 || word === cells.length - 1;
  const isLabel = isAtEnd && !labelWords.has(cells[word]!) && !indexWords.has(cells[word]!);
  return isLabel && !countUp(cells.toSpliced(word, 1));
}

/**
 * With at least this many columns, if all but one look like pixels, the other is the label, whatever its
 * name.
 */
const leastNamed = 64;

/** If all columns make a picture, all are pixels. Otherwise the first or the last is the label. */
const unsaidLabel = (columns: readonly number[]): Pick<PixelHeading, 'label' | 'pixels'> => ({
  label: shapeOf(columns.length)?.channels === 1 || !shapeOf(columns.length - 1) ? undefined : 'unsaid',
  pixels: columns,
});

const isNumber = (cell: string): boolean => cell !== '' && Number.isFinite(Number(cell));

/** Whether headings count up: `0`, `1`, `2` or `v1`, `v2`, `v3`, and so on to the end. */
function countUp(cells: readonly string[]): boolean {
  const [, prefix, first] = /^(.*?)(\d+)$/.exec(cells[0] ?? '') ?? [];
  return (
    first !== undefined &&
    cells.length >= leastSide ** 2 &&
    cells.every((cell, i) => cell === `${prefix}${Number(first) + i}`)
  );
}

/** `pixel1`, `px_12`, `pixel_0_27`, `1x28`, `784`. */
const isPixelHeading = (cell: string): boolean =>
  /^(?:pixels?|px|p|x|feature|v)?[-_ ]?\d+(?:[-_x]\d+)?$/.test(cell);

function labelOf(cells: readonly string[]): number | undefined | 'unclear' {
  const others = [...cells.keys()].filter((i) => !isPixelHeading(cells[i]!) && !indexWords.has(cells[i]!));
  if (others.length > 1) return 'unclear';
  const [only] = others;
  return only === undefined || labelWords.has(cells[only]!) || cells.length > leastNamed ? only : 'unclear';
}

function shapeOf(pixels: number): Pick<PixelHeading, 'channels' | 'side'> | undefined {
  for (const channels of [1, 3] as const) {
    const side = Math.sqrt(pixels / channels);
    if (Number.isInteger(side) && side >= leastSide && side <= largestSide) return { channels, side };
  }
  return undefined;
}

/** @throws InputError if a picture has three channels, because columns do not say their order */
export function checkGrey(path: string, { channels, side }: PixelHeading): void {
  if (channels === 1) return;
  throw new InputError(
    `${path}: the ${3 * side ** 2} pixels of a row may be ${side}×${side} in three colours, but columns do not say their order; save them as a NumPy array of the shape [count, ${side}, ${side}, 3]`,
  );
}
