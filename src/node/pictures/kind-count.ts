// Counts files by extension, for messages about files that were left out.
import { extname } from 'node:path';

/** Counts files by extension, or by name if they have none. */
export class KindCount {
  private readonly counts = new Map<string, number>();

  add(name: string, count = 1): void {
    const kind = extname(name).toLowerCase() || name;
    this.counts.set(kind, (this.counts.get(kind) ?? 0) + count);
  }

  get total(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Kinds with their counts, the most frequent first. */
  get entries(): (readonly [kind: string, count: number])[] {
    return [...this.counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
  }

  /** `24 .bmp, 3 .txt and 5 others`. */
  words(named = 5): string {
    const { entries } = this;
    const first = entries.slice(0, named).map(([kind, count]) => `${count.toLocaleString('en')} ${kind}`);
    const rest = entries.slice(named).reduce((sum, [, count]) => sum + count, 0);
    return first.join(', ') + (rest > 0 ? ` and ${rest.toLocaleString('en')} others` : '');
  }
}
