// The catalogue of a server: its thread, the thread that computes the vectors of pictures, and whether the
// database answers.
import { setTimeout as sleep } from 'node:timers/promises';
import { InputError } from '../../errors.ts';
import { Thread } from '../../node/threads/thread.ts';
import { TooBusy } from '../errors.ts';
import type { CatalogueAnswer, CatalogueCalls, QueryModel } from './calls.ts';
import type { OpenedCatalogue } from './catalogue-thread.ts';
import type { ModelToEmbed } from './embedding-thread.ts';
import type { CatalogueMetrics } from './metrics.ts';
import { Turns } from './turns.ts';

/** How a catalogue is served. */
export interface CatalogueOptions {
  /** The threads of ONNX Runtime. */
  readonly threads: number;
  /** The most pictures in one run of the model. */
  readonly maxBatch: number;
  /** How many questions may wait. */
  readonly maxQueue: number;
  /** Told when the database stops to answer, and why. */
  readonly onLost: (reason: string) => void;
  /** Told when it answers again. */
  readonly onFound: () => void;
}

/** A question: its name among those of the thread. */
type Question = keyof CatalogueCalls;

/** How many questions the thread has at once: a folder has one session, a server eight connections. */
const atOnce = { folder: 1, server: 8 };
/** How long the database may take to say that it is there, in milliseconds. */
const longestPing = 2000;

/** The model has changed since the vectors were computed. */
class ModelChanged extends TooBusy {
  constructor() {
    super('the model of the catalogue is changing; try again');
  }
}

/** A catalogue that answers questions. */
export class ServedCatalogue {
  /** How many items it had at the start. */
  readonly items: number;
  private readonly place: string;
  private readonly options: CatalogueOptions;
  readonly metrics: CatalogueMetrics;
  private readonly questions: Turns;
  private readonly embedding: Turns;
  /** Lets a few pictures of items be in memory at once. */
  readonly reading: Turns;
  private thread: Thread;
  private opening: Promise<Thread> | undefined;
  private embedder: { readonly fingerprint: string; readonly thread: Thread } | undefined;
  private known: QueryModel | undefined;
  private checking: Promise<boolean> | undefined;
  private isLost = false;
  private isClosed = false;

  private constructor(
    place: string,
    { thread, items, kind }: OpenThread,
    options: CatalogueOptions,
    metrics: (isReady: () => boolean) => CatalogueMetrics,
  ) {
    this.place = place;
    this.items = items;
    this.thread = thread;
    this.options = options;
    this.metrics = metrics(() => !this.isLost);
    this.questions = new Turns(atOnce[kind], options.maxQueue);
    this.embedding = new Turns(1, options.maxQueue);
    this.reading = new Turns(atOnce.server, options.maxQueue);
  }

  /**
   * Opens a catalogue on a thread of its own.
   *
   * @param place a folder, or the address of a database
   * @param metrics makes what counts; called with what tells whether the database answered the last time
   * @throws InputError if it can't be opened, or is empty
   */
  static async open(
    place: string,
    options: CatalogueOptions,
    metrics: (isReady: () => boolean) => CatalogueMetrics,
  ): Promise<ServedCatalogue> {
    const catalogue = new ServedCatalogue(place, await openThread(place), options, metrics);
    try {
      await catalogue.tryModel();
      return catalogue;
    } catch (error) {
      await catalogue.close();
      throw error;
    }
  }

  /** Whether the database answers now, within two seconds. */
  async isReady(): Promise<boolean> {
    this.checking ??= this.call('ping', undefined)
      .then(
        () => true,
        () => false,
      )
      .finally(() => (this.checking = undefined));
    return Promise.race([this.checking, sleep(longestPing, false, { ref: false })]);
  }

  /**
   * Asks the catalogue.
   *
   * @param isAbandoned whether nobody waits for the answer any more; asked when its turn comes
   * @throws InputError if the question makes no sense, TooBusy if too many wait or the database does not
   *   answer
   */
  ask<Name extends Question>(
    name: Name,
    argument: CatalogueCalls[Name][0],
    isAbandoned: () => boolean,
  ): Promise<CatalogueCalls[Name][1]> {
    return this.again(() => this.questions.take(() => this.call(name, argument), isAbandoned));
  }

  /** The model whose vectors the catalogue has. It may change; then questions about its vectors fail. */
  async model(isAbandoned: () => boolean): Promise<QueryModel> {
    return (this.known ??= await this.ask('model', undefined, isAbandoned));
  }

  /** Does something, once more if the model of the catalogue changes meanwhile. */
  async again<T>(act: () => Promise<T>): Promise<T> {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof ModelChanged)) throw error;
      return act();
    }
  }

  /**
   * The vectors of pictures.
   *
   * @param images uint8 `[rows, channels, height, width]`
   * @returns one of length 1 for each row
   */
  async embed(
    { fingerprint, card }: QueryModel,
    images: Uint8Array,
    isAbandoned: () => boolean,
  ): Promise<Float32Array[]> {
    const { channels, height, width } = card.input;
    const size = this.options.maxBatch * channels * height * width;
    const vectors: Float32Array[] = [];
    const started = performance.now();
    for (let start = 0; start < images.length; start += size) {
      const batch = images.slice(start, start + size);
      const embed = async () => (await this.embedderFor(fingerprint)).call<Float32Array[]>('embed', batch);
      vectors.push(...(await this.embedding.take(embed, isAbandoned)));
    }
    this.metrics.stage('embed', performance.now() - started);
    return vectors;
  }

  /** Loads the model and runs it once, on a black picture, so that the first search is not slow. */
  private async tryModel(): Promise<void> {
    const model = await this.model(() => false);
    const { channels, height, width } = model.card.input;
    await this.embed(model, new Uint8Array(channels * height * width), () => false);
  }

  /** Closes the catalogue and ends its threads. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.thread.call('close', undefined).catch(() => undefined);
    await Promise.all([this.thread.stop(), this.embedder?.thread.stop()]);
  }

  private async call<Name extends Question>(
    name: Name,
    argument: CatalogueCalls[Name][0],
  ): Promise<CatalogueCalls[Name][1]> {
    const started = performance.now();
    const thread = await this.running();
    const answer = await thread
      .call<CatalogueAnswer<CatalogueCalls[Name][1]>>(name, argument)
      .catch((error: Error) => {
        if (thread.hasEnded) throw this.lost(error.message);
        this.metrics.error(error instanceof InputError ? 'bad-request' : 'internal');
        throw error;
      });
    this.metrics.stage(name, performance.now() - started);
    if ('problem' in answer) throw answer.problem === 'gone' ? this.lost(answer.reason) : this.changed();
    if (this.isLost) this.options.onFound();
    this.isLost = false;
    return answer.value;
  }

  /** The thread; a new one if a defect has ended it. */
  private async running(): Promise<Thread> {
    if (!this.thread.hasEnded || this.isClosed) return this.thread;
    this.opening ??= openThread(this.place)
      .then(({ thread }) => (this.thread = thread))
      .finally(() => (this.opening = undefined));
    return this.opening.catch((error: Error) => {
      throw this.lost(error.message);
    });
  }

  /** The thread with a model. It is only asked for in the one turn, so that nobody else uses the old one. */
  private async embedderFor(fingerprint: string): Promise<Thread> {
    if (this.embedder?.fingerprint === fingerprint && !this.embedder.thread.hasEnded)
      return this.embedder.thread;
    const model = await this.call('modelBytes', { fingerprint });
    await this.embedder?.thread.stop();
    const thread = new Thread('./embedding-thread', import.meta.url, 'embedding');
    const { threads } = this.options;
    try {
      await thread.call('load', { ...model, threads } satisfies ModelToEmbed);
    } catch (error) {
      await thread.stop();
      throw error;
    }
    this.embedder = { fingerprint, thread };
    return thread;
  }

  private lost(reason: string): TooBusy {
    if (!this.isLost) this.options.onLost(reason);
    this.isLost = true;
    this.metrics.error('gone');
    return new TooBusy('the database of the catalogue does not answer');
  }

  private changed(): ModelChanged {
    this.known = undefined;
    this.metrics.error('changed');
    return new ModelChanged();
  }
}

interface OpenThread extends OpenedCatalogue {
  readonly thread: Thread;
}

async function openThread(place: string): Promise<OpenThread> {
  const thread = new Thread('./catalogue-thread', import.meta.url, 'catalogue');
  try {
    return { thread, ...(await thread.call<OpenedCatalogue>('open', { place })) };
  } catch (error) {
    await thread.stop();
    throw error;
  }
}
