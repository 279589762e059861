// What a shop has: the items of a folder of pictures, or of a table whose rows name pictures and attributes.
import type { Attributes } from '../../catalogue/store/schema.ts';

/** An item as its source has it now. */
export interface SourceItem {
  readonly key: string;
  /** The absolute path of its picture, and its size and time; null for an item without a picture. */
  readonly picture: { readonly file: string; readonly stamp: string } | null;
  readonly attributes: Attributes;
}

/** A file that is named but can't be read. */
export interface SourceProblem {
  readonly key: string;
  readonly error: string;
}

/** A folder or table, as it is now. */
export interface Source {
  /** Its absolute path. */
  readonly name: string;
  readonly items: readonly SourceItem[];
  readonly problems: readonly SourceProblem[];
  /** Notices about how it was read, a line each. */
  readonly notices: readonly string[];
}

/** The size and time of a file, by which changes are seen without reading it. */
export const stampOf = ({ size, mtimeMs }: { readonly size: number; readonly mtimeMs: number }): string =>
  `${size} ${mtimeMs}`;
