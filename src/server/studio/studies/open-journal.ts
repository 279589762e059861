// A journal that is followed: what was read of it stays, and what was appended is read in pieces, so that who
// asks for another journal does not wait for a large one.
import { randomBytes } from 'node:crypto';
import type { Stats } from 'node:fs';
import { InputError } from '../../../errors.ts';
import { openFileJournal, type FileJournal } from '../../../node/tuning/journal-file.ts';
import { Journal, type JournalStudy } from '../../../tuning/journal/replay.ts';

/** How much is read and replayed at once, in bytes: some 40 milliseconds. */
const piece = 512 * 1024;

export class OpenJournal {
  /** Why it can't be read. */
  trouble: string | undefined;
  /** Whether it was not read to its end yet. */
  isNew = true;
  private readonly journal = new Journal();
  private readonly storage: FileJournal;
  private readonly inode: number;
  /** Tells what was read here from what was read of another journal at the same place. */
  private readonly key = randomBytes(4).toString('hex');
  /** The file as of the last look. */
  private seen = { size: 0, mtimeMs: 0 };
  private reading: Promise<void> | undefined;

  constructor(file: string, { ino }: Pick<Stats, 'ino'>) {
    this.storage = openFileJournal(file);
    this.inode = ino;
  }

  /** The share of the file that was read. */
  get share(): number {
    return Math.min(1, this.storage.position() / Math.max(1, this.seen.size));
  }

  get studies(): readonly JournalStudy[] {
    return this.journal.studies;
  }

  /** Names what was read so far, for `lengthOf`. */
  get version(): string {
    return `${this.key}-${this.journal.length}`;
  }

  /** How many operations had been read at a version; 0 if it is that of another journal. */
  lengthOf(version: string): number {
    const [, key, length] = /^([0-9a-f]{8})-(\d{1,15})$/.exec(version) ?? [];
    return key === this.key ? Number(length) : 0;
  }

  /** Whether the file is the one that was opened, with more at its end at most. */
  isThatOf({ ino, size, mtimeMs }: Pick<Stats, 'ino' | 'size' | 'mtimeMs'>): boolean {
    if (ino !== this.inode || size < this.seen.size) return false;
    return this.trouble === undefined || mtimeMs === this.seen.mtimeMs;
  }

  /** Reads what was appended, unless the file is as it was. */
  async follow({ size, mtimeMs }: Pick<Stats, 'size' | 'mtimeMs'>): Promise<void> {
    const isSame = size === this.seen.size && mtimeMs === this.seen.mtimeMs;
    this.seen = { size, mtimeMs };
    if (!isSame && this.trouble === undefined) {
      // What is appended while it reads may come after its last piece.
      this.reading = (this.reading ?? Promise.resolve()).then(() => this.readOn());
    }
    await this.reading;
  }

  private async readOn(): Promise<void> {
    try {
      for (;;) {
        const operations = await this.storage.read(piece);
        if (operations.length === 0) break;
        for (const operation of operations) this.journal.apply(operation);
      }
      this.isNew = false;
    } catch (error) {
      this.trouble =
        error instanceof InputError
          ? error.message
          : `${this.storage.name}: operation ${this.journal.length} is not one of Optuna’s journals`;
    }
  }
}
