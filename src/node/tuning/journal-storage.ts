// Where a journal is kept: a file, or a Redis server. Both append only if nobody else has appended since
// the last read, so that a decision and what it was based on belong together.
import type { Operation } from '../../tuning/journal/operations.ts';

/** A journal that several processes share. */
export interface JournalStorage {
  /** How it is named in messages. */
  readonly name: string;
  /**
   * The operations since the last call; all of them at first.
   *
   * @param most how many bytes a file reads at once; the next call goes on, one that finds none is the last
   */
  readonly read: (most?: number) => Promise<readonly Operation[]>;
  /** Appends operations if `read` has seen all before them; returns whether it did. */
  readonly append: (operations: readonly Operation[]) => Promise<boolean>;
  /** Lets go of connections. */
  readonly close: () => Promise<void>;
}
