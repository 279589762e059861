// The features of pictures in a file: for each picture its id and a row of numbers. They are computed once.
import type { GrowingFile } from './growing-file.ts';

export class FeatureRows {
  private readonly file: GrowingFile;
  private readonly width: number;
  private readonly places = new Map<number, number>();

  /** @param width the numbers in a row */
  constructor(file: GrowingFile, width: number) {
    this.file = file;
    this.width = width;
    const size = this.recordSize;
    file.cut(file.size - (file.size % size)); // what a crash left unfinished
    for (let at = 0; at < file.size; at += size)
      this.places.set(new Int32Array(file.read(at, idSize).buffer)[0]!, at);
  }

  has(id: number): boolean {
    return this.places.has(id);
  }

  add(id: number, row: Float32Array): void {
    const record = new Uint8Array(this.recordSize);
    record.set(new Uint8Array(Int32Array.of(id).buffer));
    record.set(new Uint8Array(row.buffer, row.byteOffset, row.byteLength), idSize);
    const at = this.file.size;
    this.file.append(record);
    this.places.set(id, at);
  }

  /** Returns when all rows are on the disk. */
  flush(): void {
    this.file.flush();
  }

  /** The rows of pictures whose features are known, one after the other. */
  rows(ids: ArrayLike<number>): Float32Array {
    const values = new Float32Array(ids.length * this.width);
    for (let i = 0; i < ids.length; i++) {
      const bytes = this.file.read(this.places.get(ids[i]!)! + idSize, this.recordSize - idSize);
      values.set(new Float32Array(bytes.buffer), i * this.width);
    }
    return values;
  }

  private get recordSize(): number {
    return idSize + this.width * Float32Array.BYTES_PER_ELEMENT;
  }
}

const idSize = Int32Array.BYTES_PER_ELEMENT;
