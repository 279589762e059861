import type { SyncResult } from '../../node/catalogue/sync-tally.ts';
import { count } from '../../number-words.ts';

/** What a synchronisation changed, in words: `12 added`, `3 moved`. */
export const changesInWords = ({ added, changed, moved, removed }: SyncResult): string[] =>
  Object.entries({ added, changed, moved, removed }).flatMap(([what, items]) =>
    items > 0 ? [`${count(items)} ${what}`] : [],
  );
