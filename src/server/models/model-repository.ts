// All models of the server by name and version. It follows their files, and the folder of a repository.
import { counted } from '../../number-words.ts';
import { notFound, HttpError } from '../errors.ts';
import type { VersionState } from '../metrics.ts';
import { listVersions } from './repository-folder.ts';
import { ModelVersion, type ModelSource, type ModelState, type VersionEvents } from './model-version.ts';
import type { ModelOptions, ServedModel } from './served-model.ts';
import type { Statistics } from './statistics.ts';

/** An entry of the repository's index. */
export interface IndexEntry {
  readonly name: string;
  readonly version: string;
  readonly state: ModelState;
  readonly reason: string;
}

/** A version that is ready. */
export interface ModelVersionFound {
  readonly source: ModelSource;
  readonly model: ServedModel;
  readonly statistics: Statistics;
}

const foundOf = ({ source, served, statistics }: ModelVersion): ModelVersionFound => ({
  source,
  model: served,
  statistics,
});

/** The models of a server. */
export class ModelRepository {
  /** By name and version, the lowest version first. */
  private readonly models = new Map<string, Map<string, ModelVersion>>();
  private readonly options: ModelOptions;
  private readonly events: VersionEvents;
  private readonly folder: string | undefined;
  /** The sources that the folder had, not those that were named. */
  private readonly listed = new WeakSet<ModelSource>();
  /** Why the folder can't be read; empty if it can. */
  private folderFault = '';
  private timer: NodeJS.Timeout | undefined;

  /** @param folder a folder of models in versions, `NAME/1/model.onnx`, which is followed */
  constructor(options: ModelOptions, events: VersionEvents, folder?: string) {
    this.options = options;
    this.events = events;
    this.folder = folder;
  }

  /** Loads a model. @throws InputError if it can't be loaded */
  async add(source: ModelSource): Promise<void> {
    const version = new ModelVersion(source, this.options, this.events);
    const others = this.models.get(source.name) ?? [];
    const versions = [...others, [source.version, version] as const];
    versions.sort(([a], [b]) => Number(a) - Number(b));
    this.models.set(source.name, new Map(versions));
    await version.load(true);
  }

  /** Looks at all files, and at the folder of the repository, and loads what is new. */
  async follow(): Promise<void> {
    if (this.folder !== undefined) await this.followFolder(this.folder);
    await Promise.all(this.versions().map((version) => version.follow()));
  }

  /** Calls `follow` again and again until the repository is closed. */
  startFollowing(everyMs: number): void {
    const again = () => {
      this.timer = setTimeout(() => void this.follow().finally(again), everyMs).unref();
    };
    again();
  }

  /** The names of all models. */
  get names(): string[] {
    return [...this.models.keys()];
  }

  /**
   * The version that a request names; without a number, the highest that is ready.
   *
   * @throws HttpError 404 if there is none, 503 if it is not ready
   */
  find(name: string, version?: string): ModelVersionFound {
    const found = this.versionsOf(name);
    if (version !== undefined) {
      const one = found.find(({ source }) => source.version === version);
      if (!one) throw notFound(`model '${name}' has no version '${version}'`);
      return foundOf(one);
    }
    const one = found.findLast(({ state }) => state === 'READY') ?? found.at(-1)!;
    return foundOf(one);
  }

  /** The ready versions of a model, the lowest first. @throws HttpError 404 if there is no such model */
  readyVersions(name: string): string[] {
    return this.versionsOf(name).flatMap(({ state, source }) => (state === 'READY' ? [source.version] : []));
  }

  /** All versions that are ready. */
  ready(): ModelVersionFound[] {
    return this.versions().flatMap((version) => (version.state === 'READY' ? [foundOf(version)] : []));
  }

  /** Whether there are models, and all that were not unloaded are ready. */
  get isReady(): boolean {
    const wanted = this.versions().filter(({ isWanted }) => isWanted);
    return wanted.length > 0 && wanted.every(({ state }) => state === 'READY');
  }

  /** What there is, in the form of the protocol's index. */
  index(): IndexEntry[] {
    return this.versions().map(({ source: { name, version }, state, reason }) => ({
      ...{ name, version, state, reason },
    }));
  }

  /** The state of every version, for metrics. */
  states(): VersionState[] {
    return this.versions().map((version) => ({
      ...{ model: version.source.name, version: version.source.version },
      isReady: version.state === 'READY',
      waitingRows: version.state === 'READY' ? version.served.waitingRows : 0,
    }));
  }

  /** Loads all versions of a model anew. @throws HttpError 400 if one can't be loaded */
  async load(name: string): Promise<void> {
    if (!this.models.has(name) && this.folder !== undefined) await this.followFolder(this.folder);
    await Promise.all(this.versionsOf(name).map((version) => version.load(true))).catch((error: Error) => {
      throw new HttpError(400, error.message);
    });
  }

  /** Lets all versions of a model go after their last requests. */
  async unload(name: string): Promise<void> {
    await Promise.all(this.versionsOf(name).map((version) => version.unload()));
  }

  /** Stops following, and lets go of everything. */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    await Promise.all(this.versions().map((version) => version.close()));
  }

  /**
   * Adds versions that are new in the folder, and lets go of those that are gone. While the folder can't be
   * read, all that was loaded goes on serving.
   */
  private async followFolder(folder: string): Promise<void> {
    const sources = await this.list(folder);
    if (!sources) return;
    const found = new Set(sources.map(({ file }) => file));
    const isKnown = ({ name, version }: ModelSource) => this.models.get(name)?.has(version) ?? false;
    const gone = this.versions().filter(({ source }) => this.listed.has(source) && !found.has(source.file));
    for (const version of gone) {
      const { name, version: number } = version.source;
      this.models.get(name)!.delete(number);
      if (this.models.get(name)!.size === 0) this.models.delete(name);
      void version.close();
    }
    const added = sources.filter((source) => !isKnown(source));
    for (const source of added) this.listed.add(source);
    await Promise.all(added.map((source) => this.add(source).catch(() => undefined))); // `events` have told
  }

  /** The folder's versions; undefined if it can't be read, which the log has once. */
  private async list(folder: string): Promise<ModelSource[] | undefined> {
    try {
      const sources = await listVersions(folder);
      this.folderFault = '';
      return sources;
    } catch (error) {
      const { message } = error as Error;
      if (message !== this.folderFault) this.events.unreadable(message);
      this.folderFault = message;
      return undefined;
    }
  }

  private versions(): ModelVersion[] {
    return this.names.flatMap((name) => this.versionsOf(name));
  }

  private versionsOf(name: string): ModelVersion[] {
    const versions = this.models.get(name);
    if (versions) return [...versions.values()];
    const known = this.models.size <= 10 ? `; there is ${this.names.join(', ') || 'none'}` : '';
    throw notFound(`no model '${name}'${known || `; there are ${counted(this.models.size, 'model')}`}`);
  }
}
