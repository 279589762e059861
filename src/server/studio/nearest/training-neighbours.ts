// The training pictures nearest to a picture. A thread of its own computes them; it starts with the first
// request.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { InputError } from '../../../errors.ts';
import { dataName } from '../../../node/data/photographs/listing.ts';
import { Thread } from '../../../node/threads/thread.ts';
import { decodeModelCard, type ModelCard } from '../../../nn/classifier-file.ts';
import type { NearestAnswer, nearestQuery } from '../contract/nearest.ts';
import type { Events } from '../events.ts';
import type { KnownModels } from '../models/known-models.ts';
import type { Workspace } from '../workspace.ts';
import { tellPrepared, type Progress } from '../tell-prepared.ts';
import type { ModelWithData, NearestCalls, NearestNews } from './calls.ts';

const runConfig = z.object({ data: z.string().optional(), validationSeed: z.int().optional() });

/** Whether a model has looked at its training pictures. */
interface Preparation {
  /** Of its training data, if they are among those of the studio. */
  readonly dataId: string | undefined;
  progress: Progress;
  readonly tell: () => void;
  isReady: boolean;
  error?: Error;
}

/** Answers which training pictures are nearest. */
export class TrainingNeighbours {
  private readonly models: KnownModels;
  private readonly workspace: Workspace;
  private readonly events: Pick<Events, 'publish'>;
  private readonly preparations = new Map<string, Preparation>();
  private thread: Thread | undefined;

  /** @param events tells pages how far a model is */
  constructor(models: KnownModels, workspace: Workspace, events: Pick<Events, 'publish'>) {
    this.events = events;
    this.models = models;
    this.workspace = workspace;
  }

  /**
   * The nearest training pictures, or how far the model is with looking at them.
   *
   * @param id of the model
   * @throws InputError if its training data are not known here
   */
  async ask(id: string, { embedding, count }: z.output<typeof nearestQuery>): Promise<NearestAnswer> {
    const file = await this.models.file(id);
    this.start();
    const preparation = this.preparations.get(file) ?? (await this.prepare(id, file));
    if (preparation.error !== undefined) {
      this.preparations.delete(file); // it can be tried again
      throw preparation.error;
    }
    if (preparation.isReady) {
      const { hasUsualSplits, ...found } = await this.call('nearest', { file, embedding, count });
      return {
        ...found,
        ...(hasUsualSplits && preparation.dataId !== undefined && { dataId: preparation.dataId }),
      };
    }
    return { isReady: false, ...preparation.progress };
  }

  async close(): Promise<void> {
    await this.thread?.stop();
  }

  private async prepare(id: string, file: string): Promise<Preparation> {
    const model = await this.modelWithData(file);
    const dataId = this.workspace.data.find(({ data }) => resolve(data) === resolve(model.data))?.id;
    const tell = tellPrepared(this.events, 'nearest', id);
    const preparation: Preparation = { dataId, progress: { done: 0, total: 0 }, tell, isReady: false };
    this.preparations.set(file, preparation);
    this.call('prepare', model)
      .then(
        () => (preparation.isReady = true),
        (error: unknown) => (preparation.error = withAdvice(error as Error, model)),
      )
      .finally(tell);
    return preparation;
  }

  private async modelWithData(file: string): Promise<ModelWithData> {
    const card = decodeModelCard(await readFile(file), 'model');
    const config = await configBeside(file);
    const data = await this.dataOf(card, config.data);
    return { file, data, validationSeed: config.validationSeed ?? card.seed };
  }

  /** What `--data` takes for the data that a model was trained on. */
  private async dataOf({ data }: ModelCard, ofRun: string | undefined): Promise<string> {
    if (data === 'fashion-mnist' || data === 'sketches') return data;
    const named = this.workspace.data.find((known) => dataName(known.data) === data)?.data;
    const found = ofRun ?? named;
    if (found === undefined || data === 'unknown')
      throw new InputError(
        data === 'unknown'
          ? 'the model does not say what it was trained on'
          : `the model was trained on '${data}', which is not here; name its folder with atelier studio --data`,
      );
    await this.workspace.checkPath('data', found);
    return found;
  }

  private call<Name extends keyof NearestCalls>(
    name: Name,
    argument: NearestCalls[Name][0],
  ): Promise<NearestCalls[Name][1]> {
    return this.thread!.call(name, argument);
  }

  private note({ file, done, total }: NearestNews): void {
    const preparation = this.preparations.get(file);
    if (!preparation) return;
    preparation.progress = { done, total };
    preparation.tell();
  }

  /** A thread that ended, for want of memory, took with it what it knew. */
  private start(): void {
    if (this.thread && !this.thread.hasEnded) return;
    this.preparations.clear();
    this.thread = new Thread('./nearest-thread', import.meta.url, 'nearest', (news) =>
      this.note(news as NearestNews),
    );
  }
}

/** The studio downloads nothing by itself. */
const withAdvice = (error: Error, { data }: ModelWithData): Error =>
  data === 'fashion-mnist' && error instanceof InputError
    ? new InputError(`${error.message}; get it with atelier data download`)
    : error;

/** What a run's configuration says of its data; nothing if the model is not in a run's folder. */
async function configBeside(file: string): Promise<z.output<typeof runConfig>> {
  try {
    return runConfig.parse(JSON.parse(await readFile(join(dirname(file), 'config.json'), 'utf8')));
  } catch {
    return {};
  }
}
