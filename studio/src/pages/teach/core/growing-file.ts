// A file that grows at its end: of the browser's private file system in a worker, an array in tests.
export interface GrowingFile {
  readonly size: number;
  /** @throws RangeError if the file does not have so many bytes */
  read(at: number, length: number): Uint8Array<ArrayBuffer>;
  /** Writes all bytes, or throws and leaves the file as it was. */
  append(bytes: Uint8Array): void;
  /** Returns when everything is on the disk. */
  flush(): void;
  /** Cuts the file to its first bytes. */
  cut(size: number): void;
  close(): void;
}

/** In memory. */
export class ArrayFile implements GrowingFile {
  private bytes = new Uint8Array();

  get size(): number {
    return this.bytes.length;
  }

  read(at: number, length: number): Uint8Array<ArrayBuffer> {
    if (at + length > this.size) throw new RangeError(`${this.size} bytes, not ${at + length}`);
    return this.bytes.slice(at, at + length);
  }

  append(added: Uint8Array): void {
    const bytes = new Uint8Array(this.size + added.length);
    bytes.set(this.bytes);
    bytes.set(added, this.size);
    this.bytes = bytes;
  }

  cut(size: number): void {
    this.bytes = this.bytes.slice(0, size);
  }

  flush(): void {
    // There is no disk.
  }

  close(): void {
    // Nothing is open.
  }
}
