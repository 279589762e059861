// The data sets that pages look at, read once and kept while they are used.
import { digestOfSplits } from '../../../data/bind-labels.ts';
import type { DataSplits } from '../../../data/dataset.ts';
import type { Pictures } from '../../../data/pictures.ts';
import { auditedInMemory } from '../../../node/audit/cached-audit.ts';
import { openData } from '../../../node/data/load.ts';
import { HttpError, notFound } from '../../errors.ts';
import type { Events } from '../events.ts';
import { tellPrepared, type Progress } from '../tell-prepared.ts';
import type { NamedData, Workspace } from '../workspace.ts';

/** Data sets in memory at the same time. */
const mostOpen = 3;

/** How long a request waits for a data set that is being read. */
const quickMs = 250;

/** A data set that was read. */
export interface OpenData extends NamedData {
  readonly splits: DataSplits<Pictures>;
  /** What binds decisions to it. */
  readonly digest: () => Promise<string>;
}

interface Entry {
  readonly opening: Promise<OpenData>;
  data?: OpenData;
  progress?: Progress;
}

export class DataSets {
  private readonly workspace: Pick<Workspace, 'data'>;
  private readonly events: Pick<Events, 'publish'>;
  private readonly mostInMemory: number;
  /** From the one used longest ago to the newest. */
  private readonly entries = new Map<string, Entry>();

  /**
   * @param events tells pages how far a data set is read
   * @param mostInMemory photographs that take more bytes stay on disk
   */
  constructor(
    workspace: Pick<Workspace, 'data'>,
    events: Pick<Events, 'publish'>,
    mostInMemory = auditedInMemory,
  ) {
    this.workspace = workspace;
    this.events = events;
    this.mostInMemory = mostInMemory;
  }

  /**
   * The data set, or how far it is read.
   *
   * @throws HttpError 404 if there is none of that id; InputError if it can't be read
   */
  async look(id: string): Promise<OpenData | { readonly name: string; readonly progress?: Progress }> {
    const known = this.known(id);
    const entry = this.entry(known);
    if (entry.data) return entry.data;
    // Most are read at once; what takes longer is asked for again.
    const data = await Promise.race([entry.opening, pause(quickMs)]);
    return data ?? { name: known.name, ...(entry.progress && { progress: entry.progress }) };
  }

  /**
   * The data set, which must have been read.
   *
   * @throws HttpError 404 if there is none of that id, 409 if it is still being read
   */
  get(id: string): OpenData {
    const { name } = this.known(id);
    const data = this.entry(this.known(id)).data;
    if (data) return data;
    throw new HttpError(409, `${name} is still being read; try again in a moment`);
  }

  /** Reads a data set again when it is asked for the next time: its files may have changed. */
  forget(id: string): void {
    this.entries.delete(this.known(id).id);
  }

  /** @throws HttpError 404 if there is none of that id */
  known(id: string): NamedData {
    const known = this.workspace.data.find((one) => one.id === id);
    if (known) return known;
    throw notFound(`there is no data set ${JSON.stringify(id.slice(0, 100))}`);
  }

  private entry(known: NamedData): Entry {
    const entry = this.entries.get(known.id) ?? this.open(known);
    this.entries.delete(known.id);
    this.entries.set(known.id, entry);
    for (const id of this.entries.keys()) {
      if (this.entries.size <= mostOpen) break;
      this.entries.delete(id);
    }
    return entry;
  }

  private open(known: NamedData): Entry {
    const tell = tellPrepared(this.events, 'data', known.id);
    const entry: Entry = {
      opening: openData(known.data, {
        offline: true,
        mostInMemory: this.mostInMemory,
        isMeasured: true,
        onPicture: ({ done, total }) => {
          entry.progress = { done, total };
          tell();
        },
      }).then((splits) => (entry.data = { ...known, splits, digest: once(() => digestOfSplits(splits)) })),
    };
    // After a failure the next request tries again.
    entry.opening.catch(() => this.entries.delete(known.id)).finally(tell);
    return entry;
  }
}

const pause = (ms: number): Promise<undefined> =>
  new Promise((done) => setTimeout(() => done(undefined), ms));

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}
