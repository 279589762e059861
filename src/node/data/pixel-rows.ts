// Reads the rows of a table of pixels as a stream, because a table of MNIST's size is 130 MB of text.
import { createReadStream } from 'node:fs';
import { InputError } from '../../errors.ts';
import { explainSystemError } from '../files/system-errors.ts';
import { checkFileSize } from './file-limit.ts';
import type { PixelHeading } from './pixel-heading.ts';

/** The rows of a table, one for each picture. */
export interface PixelRows {
  readonly count: number;
  /** The pixels of each picture, in the order of the heading. */
  readonly values: Float32Array;
  /** As written in the table. Empty if the heading does not say which column has them. */
  readonly labels: readonly string[];
}

const maxSamples = 2 ** 28;

/**
 * @throws InputError naming the line for a row of another length and for invalid numbers, and if the table is
 *   too large
 */
export async function readPixelRows(path: string, heading: PixelHeading): Promise<PixelRows> {
  const reader = new RowReader(path, heading);
  try {
    await checkFileSize(path);
    const chunks = createReadStream(path, { highWaterMark: 2 ** 20 }) as AsyncIterable<Uint8Array>;
    for await (const chunk of heading.encoding === 'utf-8' ? chunks : inUtf8(chunks, heading.encoding))
      reader.take(chunk);
  } catch (error) {
    throw explainSystemError(error, `${path}: can't be read`);
  }
  return reader.finish();
}

async function* inUtf8(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<Uint8Array> {
  const [decoder, encoder] = [new TextDecoder(encoding), new TextEncoder()];
  for await (const chunk of chunks) yield encoder.encode(decoder.decode(chunk, { stream: true }));
  yield encoder.encode(decoder.decode());
}

const codes = { quote: 0x22, return: 0x0d, newline: 0x0a, zero: 0x30, nine: 0x39 } as const;

/** Parses bytes into rows of numbers as they arrive. */
class RowReader {
  private readonly path: string;
  private readonly heading: PixelHeading;
  private readonly separator: number;
  /** The position in a picture of each column's pixel; -1 for other columns. */
  private readonly places: Int32Array;
  private readonly rows: Float32Array[] = [];
  private readonly labels: string[] = [];
  private row: Float32Array;
  private column = 0;
  private line = 1;
  /** The current cell: its value if it is a plain whole number so far, otherwise its text. */
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
    heading.pixels.forEach((column, i) => (this.places[column] = i));
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

  finish(): PixelRows {
    if (this.column > 0 || this.digits > 0 || this.text.length > 0) this.endLine(codes.newline);
    const { path, heading, rows, labels } = this;
    if (rows.length === 0) throw new InputError(`${path}: expected a picture in each row, found no rows`);
    const size = heading.pixels.length;
    const values = new Float32Array(rows.length * size);
    rows.forEach((row, i) => values.set(row, i * size));
    return { count: rows.length, values, labels };
  }

  private get isLabel(): boolean {
    return this.column === this.heading.label;
  }

  /** Adds a byte that is not a digit. The digits so far become text too. */
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
      throw new InputError(
        `${path}: expected at most ${maxSamples.toLocaleString('en')} pixels in all rows together`,
      );
    this.row = new Float32Array(heading.pixels.length);
  }
}
