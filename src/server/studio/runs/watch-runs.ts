// Follows the folder of runs: whoever writes there, the index knows within a second. `watchPlace` would
// follow each file of thousands of runs; here each folder is followed by itself, which is enough because
// files of runs are replaced, and a replaced file changes its folder. The journals of studies grow in their
// folders instead; they are told apart, so that a folder with thousands of trials is not read for each line.
import { watch, type FSWatcher } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mapInParallel } from '../../../node/files/in-parallel.ts';
import { hasCode } from '../../../node/files/system-errors.ts';
import { journalFile } from '../../../node/tuning/study-place.ts';
import { isRunFolder } from './read-run.ts';
import type { RunIndex } from './run-index.ts';

/** How deep runs lie: those of studies and experiments are in folders of their own. */
const deepest = 3;
/** A folder is read so long after a change: its files often come together. */
const quietMs = 60;
/** How often to look whether the processes that work on runs still do, and at folders without a watch. */
const lookMs = 500;
/** How often to look at all folders: some file systems tell of no changes. */
const sweepMs = 10_000;
const foldersAtOnce = 32;
/** What `atelier tune confirm` leaves in the folder `confirm` of its study. */
const confirmedFile = 'result.json';

interface Followed {
  readonly watcher: FSWatcher | undefined;
  readonly depth: number;
  /** When the folder had last changed when it was last read. */
  modified: number;
  /** The size and the time of the journal in it, as of the last look. */
  journal?: string | undefined;
}

/** Who is told of what the watch sees. */
export interface WatchListener {
  /** A study, or the result of its confirmation, is new, has changed or has gone. */
  readonly onStudies: () => void;
  /** A defect; the watch goes on. */
  readonly onError: (error: unknown) => void;
}

/** Follows the runs in a folder until it is closed. */
export class RunWatch {
  private readonly index: RunIndex;
  private readonly listener: WatchListener;
  private readonly folders = new Map<string, Followed>();
  private readonly waiting = new Map<string, NodeJS.Timeout>();
  private readonly timers: readonly NodeJS.Timeout[];
  private isClosed = false;

  constructor(index: RunIndex, listener: WatchListener) {
    this.index = index;
    this.listener = listener;
    this.timers = [
      setInterval(() => this.look(), lookMs).unref(),
      setInterval(() => this.attempt(this.sweep(() => true)), sweepMs).unref(),
    ];
  }

  /**
   * Reads all runs and begins to follow them.
   *
   * @param known the summaries of runs that need not be read again, by their folders
   */
  async start(known: (path: string, modified: number) => boolean): Promise<void> {
    await this.visit(this.index.root, 0, known);
  }

  /** Stops to follow. */
  close(): void {
    this.isClosed = true;
    for (const timer of [...this.timers, ...this.waiting.values()]) clearTimeout(timer);
    for (const { watcher } of this.folders.values()) watcher?.close();
  }

  private async visit(
    path: string,
    depth: number,
    known: (path: string, modified: number) => boolean = () => false,
  ): Promise<void> {
    const status = await stat(path).catch(gone);
    if (!status?.isDirectory()) return this.forget(path);
    this.follow(path, depth, status.mtimeMs);
    if (known(path, status.mtimeMs)) return;
    const entries = await readdir(path, { withFileTypes: true }).catch(gone);
    if (!entries) return this.forget(path);
    const names = entries.map(({ name }) => name);
    if (names.includes(journalFile)) await this.noteJournal(path);
    if (names.includes(confirmedFile)) this.listener.onStudies();
    if (depth > 0 && isRunFolder(names)) return this.index.refresh(path);
    const inner = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'));
    const folders = inner.map(({ name }) => join(path, name));
    for (const other of this.folders.keys())
      if (dirname(other) === path && !folders.includes(other)) this.forget(other);
    if (depth >= deepest) return;
    const fresh = folders.filter((folder) => !this.folders.has(folder));
    await mapInParallel(fresh, (folder) => this.visit(folder, depth + 1, known), foldersAtOnce);
  }

  private follow(path: string, depth: number, modified: number): void {
    const before = this.folders.get(path);
    if (before) before.modified = modified;
    else if (!this.isClosed) this.folders.set(path, { watcher: this.watch(path), depth, modified });
  }

  /** Watches a folder, if the system can. */
  private watch(path: string): FSWatcher | undefined {
    try {
      const watcher = watch(path, (_, name) => {
        if (name === journalFile) this.soon(join(path, name), () => this.noteJournal(path));
        else if (!name?.startsWith(journalFile)) this.changed(path); // the others are locks of journals
      });
      return watcher.on('error', () => watcher.close());
    } catch {
      return undefined;
    }
  }

  private forget(path: string): void {
    for (const [other, { watcher, journal }] of this.folders)
      if (other === path || other.startsWith(join(path, '/'))) {
        watcher?.close();
        this.folders.delete(other);
        if (journal !== undefined) this.listener.onStudies();
      }
    this.index.forget(path);
  }

  /** Reads a folder soon, once for all changes until then. */
  private changed(path: string): void {
    this.soon(path, async () => {
      const { depth } = this.folders.get(path) ?? {};
      if (depth !== undefined) await this.visit(path, depth);
    });
  }

  /** Does something about a place soon, once for all changes until then. */
  private soon(place: string, work: () => Promise<void>): void {
    if (this.isClosed || this.waiting.has(place)) return;
    const begin = () => {
      this.waiting.delete(place);
      this.attempt(work());
    };
    this.waiting.set(place, setTimeout(begin, quietMs));
  }

  /** Looks at the journal in a folder, and tells if it is not as it was. */
  private async noteJournal(path: string): Promise<void> {
    const status = await stat(join(path, journalFile)).catch(gone);
    const followed = this.folders.get(path);
    const journal = status && `${status.size} ${status.mtimeMs}`;
    if (!followed || journal === followed.journal) return;
    followed.journal = journal;
    this.listener.onStudies();
  }

  /** A process that ends, killed, changes nothing in its run. */
  private look(): void {
    for (const { isHeld, path } of this.index.all()) if (isHeld) this.attempt(this.index.refresh(path));
    this.attempt(this.sweep(({ watcher }) => watcher === undefined));
  }

  /** Looks for changes that the system did not tell. */
  private async sweep(which: (folder: Followed) => boolean): Promise<void> {
    const folders = [...this.folders].filter(([, folder]) => which(folder));
    await mapInParallel(
      folders,
      async ([path, { modified, journal }]) => {
        const status = await stat(path).catch(gone);
        if (status?.mtimeMs !== modified) this.changed(path);
        if (journal !== undefined) await this.noteJournal(path);
      },
      foldersAtOnce,
    );
  }

  private attempt(work: Promise<void>): void {
    work.catch((error: unknown) => this.listener.onError(error));
  }
}

/** Undefined for what was removed meanwhile, or can't be read. */
function gone(error: unknown): undefined {
  if (hasCode(error, 'ENOENT', 'ENOTDIR', 'EACCES', 'ELOOP')) return undefined;
  throw error;
}
