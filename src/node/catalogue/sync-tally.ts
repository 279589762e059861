// Counts what a synchronisation did.
import type { SyncPlan } from './sync-plan.ts';

/** A file that can't be read. */
export interface BrokenFile {
  /** The key of its item, or its path. */
  readonly file: string;
  /** Why it can't be read. */
  readonly error: string;
}

/** What a synchronisation did: numbers of items, and the files that can't be read. */
export interface SyncResult {
  /** New items. */
  readonly added: number;
  /** Items with another picture or other attributes. */
  readonly changed: number;
  /** Items whose picture has another name now. */
  readonly moved: number;
  /** Items that the source has no more. */
  readonly removed: number;
  /** Items that are as they were. */
  readonly unchanged: number;
  /** Files that can't be read. */
  readonly broken: readonly BrokenFile[];
  /** How long it took. */
  readonly seconds: number;
}

/** What became of an item. */
export type Outcome = 'added' | 'changed' | 'moved' | 'unchanged';

/** Counts items as they are stored. */
export class SyncTally {
  private readonly counts: Record<Outcome | 'removed', number>;
  private readonly broken: { readonly file: string; readonly error: string }[];
  private readonly movedFrom = new Set<string>();
  private pictures = 0;

  constructor({ unchanged, broken }: Pick<SyncPlan, 'unchanged' | 'broken'>) {
    this.counts = { added: 0, changed: 0, moved: 0, removed: 0, unchanged };
    this.broken = broken.map(({ key, error }) => ({ file: key, error }));
  }

  /** How many pictures are done, by this worker or by others. */
  get picturesDone(): number {
    return this.pictures;
  }

  /** Counts an item without a picture to read. */
  item(outcome: Outcome): void {
    this.counts[outcome]++;
  }

  /** Counts an item whose picture was read. */
  picture(outcome: Outcome): void {
    this.item(outcome);
    this.pictures++;
  }

  /** Notes that the item of a key gets another one. */
  move(from: string): void {
    this.movedFrom.add(from);
  }

  /** Counts a picture that can't be read. */
  unreadable(file: string, error: string): void {
    this.broken.push({ file, error });
    this.pictures++;
  }

  doneByOthers(count: number): void {
    this.pictures += count;
  }

  removed(count: number): void {
    this.counts.removed += count;
  }

  /** Whether the item of a key has moved to another one. */
  isMoved(key: string): boolean {
    return this.movedFrom.has(key);
  }

  result(seconds: number): SyncResult {
    return { ...this.counts, broken: this.broken, seconds };
  }
}
