// Maps of the pictures of data sets. A thread of its own prepares them; it starts with the first request.
import { stat } from 'node:fs/promises';
import { Thread } from '../../../node/threads/thread.ts';
import { HttpError } from '../../errors.ts';
import type { DataSplit } from '../contract/data.ts';
import { byPixels, type MapState } from '../contract/maps.ts';
import type { Events } from '../events.ts';
import type { KnownModels } from '../models/known-models.ts';
import type { NamedData } from '../workspace.ts';
import { tellPrepared, type Progress } from '../tell-prepared.ts';
import type { MapCalls, MapNews, MapSubject } from './calls.ts';

/** Whether the thread has looked at the pictures. */
interface Preparation {
  progress: Progress;
  readonly tell: () => void;
  ready?: Extract<MapState, { isReady: true }>;
  error?: Error;
}

export class PictureMaps {
  private readonly models: Pick<KnownModels, 'file'>;
  private readonly events: Pick<Events, 'publish'>;
  private readonly preparations = new Map<string, Preparation>();
  private thread: Thread | undefined;

  /** @param events tells pages how far a map is */
  constructor(models: Pick<KnownModels, 'file'>, events: Pick<Events, 'publish'>) {
    this.models = models;
    this.events = events;
  }

  /**
   * What the map needs, or how far it is.
   *
   * @param by the id of a model, or `pixels`
   * @throws HttpError 404 if there is no such model; InputError if the pictures do not fit it
   */
  async ask(data: NamedData, split: DataSplit, by: string): Promise<MapState> {
    const subject = await this.subject(data, split, by);
    const { key } = subject;
    const preparation = this.preparations.get(key) ?? this.prepare(data, subject);
    if (preparation.error !== undefined) {
      this.preparations.delete(key); // it can be tried again
      throw preparation.error;
    }
    return preparation.ready ?? { isReady: false, ...preparation.progress };
  }

  /**
   * The bytes of a map that is ready.
   *
   * @throws HttpError 409 if it is not
   */
  async points(data: NamedData, split: DataSplit, by: string): Promise<Uint8Array> {
    const { key } = await this.subject(data, split, by);
    const bytes = this.preparations.get(key)?.ready && (await this.call('points', { key }));
    if (bytes) return bytes;
    this.preparations.delete(key); // the thread keeps the newest only
    throw new HttpError(409, 'the map is not ready; ask for it again');
  }

  /** Looks at the pictures of a data set again when they are asked for the next time. */
  forget({ id }: NamedData): void {
    for (const key of this.preparations.keys()) if (key.startsWith(`${id} `)) this.preparations.delete(key);
  }

  async close(): Promise<void> {
    await this.thread?.stop();
  }

  private async subject({ id, data }: NamedData, split: DataSplit, by: string): Promise<MapSubject> {
    const model = by === byPixels ? undefined : await this.models.file(by);
    const modified = model === undefined ? 0 : (await stat(model)).mtimeMs; // a run's model changes
    return { key: `${id} ${split} ${by} ${modified}`, data, split, model };
  }

  private prepare({ id }: NamedData, subject: MapSubject): Preparation {
    const tell = tellPrepared(this.events, 'map', id);
    const preparation: Preparation = { progress: { done: 0, total: 0 }, tell };
    this.start();
    this.preparations.set(subject.key, preparation);
    this.call('prepare', subject)
      .then(
        (ready) => (preparation.ready = ready),
        (error: unknown) => (preparation.error = error as Error),
      )
      .finally(tell);
    return preparation;
  }

  private call<Name extends keyof MapCalls>(
    name: Name,
    argument: MapCalls[Name][0],
  ): Promise<MapCalls[Name][1]> {
    return this.thread!.call(name, argument);
  }

  private note({ key, done, total }: MapNews): void {
    const preparation = this.preparations.get(key);
    if (!preparation) return;
    preparation.progress = { done, total };
    preparation.tell();
  }

  /** A thread that ended, for want of memory, took with it what it knew. */
  private start(): void {
    if (this.thread && !this.thread.hasEnded) return;
    this.preparations.clear();
    this.thread = new Thread('./map-thread', import.meta.url, 'maps', (news) => this.note(news as MapNews));
  }
}
