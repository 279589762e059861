// Tables of pixels, as Kaggle and OpenML have them: a row for each picture, a column for its label and one for each pixel. They are read
// as they come from the disk, since a table of MNIST's size is 130 MB of text.
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { InputError } from '../../errors.ts';
import { samplesToBytes } from '../pictures/samples.ts';
import { explainSystemError } from '../system-errors.ts';
import type { PixelPart } from './pixel-parts.ts';
import { encodingOf } from './read-text.ts';

/** What the first line of a table of pixels says. */
export interface PixelHeading {
  readonly separator: string;
  /** Whether the first line is a picture already. */
  readonly hasNoHeadings: boolean;
  /** How many columns there are. */
  readonly width: number;
  /** The column of the labels, or nothing where pictures have none. */
  readonly label: number | undefined;
  /** The columns of the pixels, in their order. */
  readonly pixels: readonly number[];
  readonly channels: 1 | 3;
  /** Of rows and columns of a picture. */
  readonly side: number;
}

const labelWords = new Set(['label', 'labels', 'class', 'target', 'y', 'digit', 'category']);
/** Numbers of rows, which are no pixels. */
const indexWords = new Set(['', 'id', 'index', 'unnamed: 0']);
const leastSide = 4;
const largestSide = 512;

/** Reads the first line of a table; nothing where it is none of pixels. */
export function readPixelHeading(start: Uint8Array): PixelHeading | undefined {
  if (encodingOf(start) !== 'utf-8') return undefined;
  const line = /^\ufeff?([^\r\n]*)[\r\n]/.exec(new TextDecoder().decode(start))?.[1];
  const separator = [',', ';', '\t'].find((one) => line?.includes(one));
  if (line === undefined || separator === undefined) return undefined;
  const cells = line.split(separator).map((cell) =>
    cell
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .trim()
      .toLowerCase(),
  );
  const hasNoHeadings = cells.every((cell) => cell !== '' && Number.isFinite(Number(cell)));
  const label = hasNoHeadings ? labelWithoutHeadings(cells) : labelOf(cells);
  if (label === 'unclear') return undefined;
  const isPixel = (column: number) => column !== label && (hasNoHeadings || !indexWords.has(cells[column]!));
  const pixels = [...cells.keys()].filter(isPixel);
  const shape = shapeOf(pixels.length);
  return shape && { separator, hasNoHeadings, width: cells.length, label, pixels, ...shape };
}

/** `pixel1`, `px_12`, `1x28`, `784`. */
const isPixelHeading = (cell: string): boolean =>
  /^(?:pixels?|px|p|x|feature|v)?[-_ ]?\d+(?:x\d+)?$/.test(cell);

function labelOf(cells: readonly string[]): number | undefined | 'unclear' {
  const others = [...cells.keys()].filter((i) => !isPixelHeading(cells[i]!) && !indexWords.has(cells[i]!));
  if (others.length > 1) return 'unclear';
  const [only] = others;
  return only === undefined || labelWords.has(cells[only]!) || cells.length > 64 ? only : 'unclear';
}

/** The first column, but where all of them make a picture, of which nobody says what it is. */
const labelWithoutHeadings = (cells: readonly string[]): number | undefined =>
  shapeOf(cells.length - 1) ? 0 : undefined;

function shapeOf(pixels: number): Pick<PixelHeading, 'channels' | 'side'> | undefined {
  for (const channels of [1, 3] as const) {
    const side = Math.sqrt(pixels / channels);
    if (Number.isInteger(side) && side >= leastSide && side <= largestSide) return { channels, side };
  }
  return undefined;
}

const maxFileBytes = 2 ** 31;
const maxSamples = 2 ** 28;

/**
 * Reads a table of pixels with labels.
 *
 * @throws InputError, with the line, for a row of another length and for what is no number; and where the table is too large
 */
export async function readPixelTable(path: string, heading: PixelHeading): Promise<PixelPart> {
  const reader = new RowReader(path, heading);
  try {
    const { size } = await stat(path);
    if (size > maxFileBytes)
      throw new InputError(`${path}: expected at most 2 GiB, got ${(size / 2 ** 30).toFixed(1)} GiB`);
    for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 }))
      reader.take(chunk as Uint8Array);
  } catch (error) {
    throw explainSystemError(error, `cannot read ${path}`);
  }
  return reader.finish();
}

const codes = { quote: 0x22, return: 0x0d, newline: 0x0a, zero: 0x30, nine: 0x39 } as const;

/** Takes bytes as they come and makes rows of numbers of them. */
class RowReader {
  private readonly path: string;
  private readonly heading: PixelHeading;
  private readonly separator: number;
  /** Where a column's pixel goes in a picture; -1 for columns that are none. */
  private readonly places: Int32Array;
  private readonly rows: Float32Array[] = [];
  private readonly labels: string[] = [];
  private row: Float32Array;
  private column = 0;
  private line = 1;
  /** Of the cell under way: its text where it is not a plain whole number, else its value. */
  private text: number[] = [];
  private value = 0;
  private digits = 0;
  private isPlain = true;
  private isHeading: boolean;

  constructor(path: string, heading: PixelHeading) {
    this.path = path;
    this.heading = heading;
    this.separator = heading.separator.charCodeAt(0);
    this.places = new Int32Array(heading.width).fill(-1);
    const area = heading.side ** 2;
    // Three channels lie side by side in a row, as arrays are written out; a picture has one plane after the other.
    heading.pixels.forEach((column, i) => {
      this.places[column] = heading.channels === 1 ? i : (i % 3) * area + Math.floor(i / 3);
    });
    this.isHeading = !heading.hasNoHeadings;
    this.row = new Float32Array(heading.pixels.length);
  }

  take(chunk: Uint8Array): void {
    for (const byte of chunk) {
      if (byte === this.separator) this.endCell();
      else if (byte === codes.newline || byte === codes.return) this.endLine(byte);
      else if (byte >= codes.zero && byte <= codes.nine && this.isPlain && !this.isLabel) {
        this.value = 10 * this.value + (byte - codes.zero);
        this.digits++;
      } else if (byte !== codes.quote) this.addText(byte);
    }
  }

  finish(): PixelPart {
    if (this.column > 0 || this.digits > 0 || this.text.length > 0) this.endLine(codes.newline);
    const { path, heading, rows } = this;
    if (rows.length === 0) throw new InputError(`${path}: expected a picture in each row, found no rows`);
    const size = heading.pixels.length;
    const samples = new Float32Array(rows.length * size);
    rows.forEach((row, i) => samples.set(row, i * size));
    const labels = this.labels.every((label) => /^\d+(?:\.0*)?$/.test(label))
      ? this.labels.map(Number)
      : this.labels;
    return {
      ...{ count: rows.length, channels: heading.channels, height: heading.side, width: heading.side },
      ...{ images: this.bytesOf(samples), labels, imagesSource: path, labelsSource: path },
    };
  }

  private bytesOf(samples: Float32Array): Uint8Array {
    try {
      return samplesToBytes(samples, { isSet: true });
    } catch (error) {
      if (error instanceof InputError) throw new InputError(`${this.path}: ${error.message}`);
      throw error;
    }
  }

  private get isLabel(): boolean {
    return this.column === this.heading.label;
  }

  /** What is more than digits: the digits so far become text too. */
  private addText(byte: number): void {
    if (this.isPlain && this.digits > 0)
      this.text = Array.from(String(this.value), (digit) => digit.charCodeAt(0));
    this.isPlain = false;
    this.text.push(byte);
  }

  private endCell(): void {
    if (!this.isHeading) this.put();
    this.column++;
    this.text = [];
    [this.value, this.digits, this.isPlain] = [0, 0, true];
  }

  private put(): void {
    const { column } = this;
    if (column >= this.heading.width) return;
    if (this.isLabel) {
      const label = new TextDecoder().decode(Uint8Array.from(this.text)).trim();
      if (label === '') throw new InputError(`${this.path}, line ${this.line}: expected a label, got none`);
      this.labels.push(label);
      return;
    }
    const place = this.places[column]!;
    if (place >= 0) this.row[place] = this.number();
  }

  private number(): number {
    if (this.isPlain && this.digits > 0) return this.value;
    const text = String.fromCharCode(...this.text).trim();
    const value = text === '' ? NaN : Number(text);
    if (Number.isFinite(value)) return value;
    throw new InputError(
      `${this.path}, line ${this.line}: expected numbers as pixels, got '${text}' in column ${this.column + 1}`,
    );
  }

  private endLine(byte: number): void {
    const isBlank = this.column === 0 && this.text.length === 0 && this.digits === 0;
    if (!isBlank) {
      this.endCell();
      if (!this.isHeading) this.endRow();
      this.isHeading = false;
      this.column = 0;
    }
    if (byte === codes.newline) this.line++;
  }

  private endRow(): void {
    const { path, line, column, heading, rows } = this;
    if (column !== heading.width)
      throw new InputError(`${path}, line ${line}: expected ${heading.width} columns, got ${column}`);
    rows.push(this.row);
    if (rows.length * this.row.length > maxSamples)
      throw new InputError(`${path}: expected at most ${maxSamples.toLocaleString('en')} pixels in all`);
    this.row = new Float32Array(heading.pixels.length);
  }
}
