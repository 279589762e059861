// All runs in memory, each with its line of the table ready to be sent. Who changes the files does not
// matter: the watch tells this of folders, and this tells of what is different in them.
import { relative, sep } from 'node:path';
import type { Job } from '../contract/jobs.ts';
import type { StudioEvent } from '../contract/events.ts';
import type { RunSummary } from '../contract/runs.ts';
import { hasCode } from '../../../node/files/system-errors.ts';
import { notFound } from '../../errors.ts';
import { readRun, type RunFiles } from './read-run.ts';
import { runId } from './run-id.ts';
import { summariseRun } from './summarise-run.ts';

/** A run in the index. */
export interface IndexedRun {
  readonly summary: RunSummary;
  /** Its folder. */
  readonly path: string;
  /** Whether a process works on it: its end changes no file. */
  readonly isHeld: boolean;
  /** The summary as JSON. */
  readonly json: string;
}

/** What a run is joined with. */
export interface RunSurroundings {
  /** The newest job of a run. */
  readonly jobOf: (id: string) => Job | undefined;
  /** Whether the run in a folder is a trial that its study has pruned. */
  readonly isPruned: (path: string) => boolean;
  readonly publish: (event: StudioEvent) => void;
}

/** The runs of a folder. */
export class RunIndex {
  readonly root: string;
  private readonly runs = new Map<string, IndexedRun>();
  private readonly surroundings: RunSurroundings;
  /** The runs that were asked to stop and are still worked on. */
  private readonly stopping = new Set<string>();
  /** Reads of the same folder follow one another: the last one wins. */
  private readonly turns = new Map<string, Promise<void>>();

  constructor(root: string, surroundings: RunSurroundings) {
    this.root = root;
    this.surroundings = surroundings;
  }

  /** The id of the run in a folder. */
  idOf(path: string): string {
    return runId(this.nameOf(path));
  }

  /** The run of an id, if there is one. Its name will do too, which differs from the id if it is long. */
  find(id: string): IndexedRun | undefined {
    return this.runs.get(id) ?? this.runs.get(runId(id));
  }

  /** @throws HttpError 404 if there is no such run */
  get(id: string): IndexedRun {
    const run = this.find(id);
    if (!run) throw notFound(`there is no run ${JSON.stringify(id.slice(0, 100))}; it may have been deleted`);
    return run;
  }

  /** The runs, in no order. */
  all(): IterableIterator<IndexedRun> {
    return this.runs.values();
  }

  /** The list of all runs as JSON. */
  listJson(): string {
    return `[${Array.from(this.runs.values(), ({ json }) => json).join(',')}]`;
  }

  /** Puts a run in as it was read before. */
  put(path: string, summary: RunSummary): void {
    this.runs.set(summary.id, { summary, path, isHeld: false, json: JSON.stringify(summary) });
  }

  /** Notes that a run was asked to stop. */
  markStopping(id: string): void {
    this.stopping.add(id);
  }

  /** Reads the run in a folder, and tells of what has changed. */
  async refresh(path: string): Promise<void> {
    const before = this.turns.get(path) ?? Promise.resolve();
    const turn = before.catch(() => undefined).then(() => this.read(path));
    this.turns.set(path, turn);
    try {
      await turn;
    } finally {
      if (this.turns.get(path) === turn) this.turns.delete(path);
    }
  }

  /** Takes out the runs in a folder that is gone. */
  forget(path: string): void {
    for (const [id, run] of this.runs)
      if (run.path === path || run.path.startsWith(path + sep)) {
        this.runs.delete(id);
        this.surroundings.publish({ type: 'run-removed', id });
      }
  }

  private nameOf(path: string): string {
    return relative(this.root, path).split(sep).join('/');
  }

  private async read(path: string): Promise<void> {
    const files = await readRun(path).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT', 'ENOTDIR')) return undefined;
      throw error;
    });
    if (files) this.update(path, files);
    else this.forget(path);
  }

  private update(path: string, files: RunFiles): void {
    const name = this.nameOf(path);
    const id = runId(name);
    if (!files.isHeld) this.stopping.delete(id);
    const { jobOf, isPruned } = this.surroundings;
    const context = { job: jobOf(id), isStopping: this.stopping.has(id), isPruned: isPruned(path) };
    const summary = summariseRun({ id, name, folder: path }, files, context);
    const json = JSON.stringify(summary);
    const before = this.runs.get(id);
    this.runs.set(id, { summary, path, isHeld: files.isHeld, json });
    if (json === before?.json) return;
    this.surroundings.publish({ type: 'run', run: summary });
    const known = before?.summary.epochsDone ?? summary.epochsDone;
    for (const row of files.history)
      if (row.epoch > known) this.surroundings.publish({ type: 'epoch', run: id, row });
  }
}
