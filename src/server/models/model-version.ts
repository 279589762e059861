// One version of a model by its file: loads it, and swaps in a new one when the file is replaced. A file that
// can't be loaded leaves the old one serving.
import { stat } from 'node:fs/promises';
import { InputError } from '../../errors.ts';
import { HttpError, notFound } from '../errors.ts';
import { isClassifierCard } from './model-rows.ts';
import { ServedModel, type ModelOptions } from './served-model.ts';
import { Statistics } from './statistics.ts';

/** Where a version comes from. */
export interface ModelSource {
  readonly name: string;
  /** A whole number as text, from `1`. */
  readonly version: string;
  readonly file: string;
}

/** The states of the protocol's model repository extension. */
export type ModelState = 'LOADING' | 'READY' | 'UNAVAILABLE';

/** What the registry tells the log about a version. */
export interface VersionEvents {
  loaded(source: ModelSource, notice: string | undefined): void;
  failed(source: ModelSource, reason: string, isServing: boolean): void;
  /** The folder of the repository can't be read. */
  unreadable(reason: string): void;
}

/** A version of a model, loaded or not. */
export class ModelVersion {
  readonly source: ModelSource;
  /** What it did since it was added, whatever file it was loaded from. */
  readonly statistics = new Statistics();
  /** Why the version is in its state, or why the last load failed; empty if there is nothing to say. */
  reason = '';
  private readonly options: ModelOptions;
  private readonly events: VersionEvents;
  private model: ServedModel | undefined;
  private isLoading = false;
  private isUnloaded = false;
  /** The last load, which the next one waits for. */
  private last: Promise<unknown> = Promise.resolve();
  /** The file as it was last loaded, and as it was last seen. */
  private tried: string | undefined;
  private seen: string | undefined;
  private readonly retiring = new Set<Promise<void>>();

  constructor(source: ModelSource, options: ModelOptions, events: VersionEvents) {
    this.source = source;
    this.options = options;
    this.events = events;
  }

  get state(): ModelState {
    if (this.model) return 'READY';
    return this.isLoading ? 'LOADING' : 'UNAVAILABLE';
  }

  /** Whether it is meant to answer requests: it was not unloaded. */
  get isWanted(): boolean {
    return !this.isUnloaded;
  }

  /** The loaded model. @throws HttpError 404 if it was unloaded, 503 if it is not ready */
  get served(): ServedModel {
    if (this.model) return this.model;
    const { name, version } = this.source;
    if (this.isUnloaded) throw notFound(`model '${name}' version ${version} was unloaded`);
    throw new HttpError(
      503,
      `model '${name}' version ${version} is not ready${this.reason && `: ${this.reason}`}`,
    );
  }

  /**
   * Loads the file, checks it with a run and swaps it in.
   *
   * @param mayDiffer whether the file may have other classes or take other pictures than the loaded one
   * @throws InputError if the file can't be loaded; what was loaded before goes on serving
   */
  load(mayDiffer: boolean): Promise<void> {
    const load = this.last.then(() => this.loadNow(mayDiffer));
    this.last = load.catch(() => undefined);
    return load;
  }

  /** Lets the model go after its last request. */
  unload(): Promise<void> {
    const unload = this.last.then(() => {
      this.isUnloaded = true;
      this.reason = 'unloaded';
      this.retire();
    });
    this.last = unload;
    return unload;
  }

  /** Loads the file anew if it was replaced. It must look the same twice, or it may still be written. */
  async follow(): Promise<void> {
    if (this.isUnloaded || this.isLoading) return;
    const now = await signatureOf(this.source.file);
    const isSettled = now === this.seen;
    this.seen = now;
    const isBroken = this.model?.isBroken ?? false;
    if (now === undefined || !(isBroken || (isSettled && now !== this.tried))) return;
    if (isBroken) this.retire();
    await this.load(false).catch(() => undefined); // `events` have told
  }

  /** Lets go of everything. */
  async close(): Promise<void> {
    await this.unload();
    await Promise.all(this.retiring);
  }

  private async loadNow(mayDiffer: boolean): Promise<void> {
    const { file, name, version } = this.source;
    this.isUnloaded = false;
    this.isLoading = true;
    try {
      this.tried = this.seen = await signatureOf(file);
      const model = await ServedModel.load(file, this.statistics, this.options);
      const change = this.model && !mayDiffer ? changeOf(this.model, model) : undefined;
      if (change !== undefined) {
        await model.retire();
        throw new InputError(`${file}: ${change}; load it with POST /v2/repository/models/${name}/load`);
      }
      this.retire();
      this.model = model;
      this.reason = '';
      this.options.metrics.loaded(name, version, true);
      this.events.loaded(this.source, model.notice);
    } catch (error) {
      this.reason = error instanceof InputError ? error.message : `it can't be loaded: ${messageOf(error)}`;
      this.options.metrics.loaded(name, version, false);
      this.events.failed(this.source, this.reason, this.model !== undefined);
      throw new InputError(this.reason, { cause: error });
    } finally {
      this.isLoading = false;
    }
  }

  private retire(): void {
    if (!this.model) return;
    const end = this.model.retire();
    this.model = undefined;
    this.retiring.add(end);
    void end.finally(() => this.retiring.delete(end));
  }
}

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message.split('\n')[0]! : String(error);

/** What differs between two models for their clients, in words. */
function changeOf(before: ServedModel, after: ServedModel): string | undefined {
  const [old, given] = [before.card.input, after.card.input];
  if (old.channels !== given.channels || old.height !== given.height || old.width !== given.width)
    return 'the new file takes other pictures than the one that is served';
  const classesOf = ({ card }: ServedModel) =>
    isClassifierCard(card) ? card.classNames.join('\n') : undefined;
  if (classesOf(before) !== classesOf(after))
    return 'the new file has other classes than the one that is served';
  return undefined;
}

/** Tells a replaced file from the one before; undefined if there is none. */
async function signatureOf(file: string): Promise<string | undefined> {
  try {
    const { ino, size, mtimeMs } = await stat(file);
    return `${ino} ${size} ${mtimeMs}`;
  } catch {
    return undefined;
  }
}
