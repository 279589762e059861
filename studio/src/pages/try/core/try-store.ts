// What the page shows: the model, the picture, what the model says of it and why. Two workers compute: a
// quick one classifies while a person draws, another makes maps and features when the picture rests.
import type { Raster } from '../../../../../src/data/fitting/raster.ts';
import type { FeatureMaps } from '../../../../../src/explain/feature-maps.ts';
import type { Explanation } from '../../../../../src/explain/explanation.ts';
import { Latest } from '../../../core/latest.ts';
import type { Inference } from '../../../inference/inference.ts';
import type {
  ExplainAsked,
  ModelFacts,
  OpenOptions,
  PageModel,
  Seen,
} from '../../../inference/page-model.ts';

/** A picture and where it is from. */
export interface ShownPicture {
  readonly raster: Raster;
  /** The name of its file, if it is from one. */
  readonly name?: string;
  /** Whether more of it is about to come: it is being drawn, or the camera is on. */
  readonly isMoving?: boolean;
  /** When it came to be, on the clock of events. */
  readonly at?: number;
}

/** A map with the question that it answers. */
export interface ShownMap extends Explanation {
  readonly asked: ExplainAsked;
  readonly pixels: Uint8Array;
}

export interface TryState {
  readonly facts?: ModelFacts;
  /** Why there is no model, or what failed last. */
  readonly error?: Error;
  readonly isOpening: boolean;
  readonly picture?: ShownPicture;
  readonly seen?: Seen & { readonly at?: number };
  /** The same, of the last picture that rested. */
  readonly rested?: Seen;
  readonly map?: ShownMap;
  /** Why the map could not be made. */
  readonly mapError?: Error;
  readonly features?: FeatureMaps;
  readonly featuresError?: Error;
}

/** What the page wants to know besides the classes; undefined if it does not show that. */
export interface Wanted {
  readonly map?: ExplainAsked | undefined;
  readonly features?: string | undefined;
}

/** One model in both workers; in the second from when it is first asked. */
class Models {
  readonly quick: PageModel;
  private readonly openSlow: () => Promise<PageModel>;
  private opened: Promise<PageModel> | undefined;

  constructor(quick: PageModel, openSlow: () => Promise<PageModel>) {
    this.quick = quick;
    this.openSlow = openSlow;
  }

  slow(): Promise<PageModel> {
    return (this.opened ??= this.openSlow());
  }

  async close(): Promise<void> {
    await this.quick.close();
    await (await this.opened?.catch(() => undefined))?.close();
  }
}

/** How long a picture must rest before maps and features are made of it, in milliseconds. */
const restTime = 160;

export class TryStore {
  private state: TryState = { isOpening: false };
  private readonly listeners = new Set<() => void>();
  private readonly workers: readonly [quick: Inference, slow: Inference];
  private readonly classifying = new Latest<ShownPicture>((picture) => this.classify(picture));
  private readonly explaining = new Latest<Seen>((seen) => this.explain(seen));
  private models: Models | undefined;
  private opening = 0;
  private wanted: Wanted = {};
  private rest: ReturnType<typeof setTimeout> | undefined;

  constructor(quick: Inference, slow: Inference) {
    this.workers = [quick, slow];
  }

  get = (): TryState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens another model, and looks at the picture with it. */
  async open(name: string, load: () => Promise<Uint8Array>, options: OpenOptions = {}): Promise<void> {
    const turn = ++this.opening;
    this.set({ isOpening: true, error: undefined });
    try {
      const bytes = await load();
      const quick = await this.workers[0].open(bytes, name, options);
      if (turn !== this.opening) return void (await quick.close());
      await this.replace(quick, bytes, options);
    } catch (error) {
      if (turn !== this.opening) return;
      const old = this.models;
      this.models = undefined;
      this.set({ isOpening: false, error: asError(error), ...nothingSeen, facts: undefined });
      await old?.close();
    }
  }

  /** Shows a picture to the model. */
  show(picture: ShownPicture): void {
    this.set({ picture });
    if (this.models) void this.classifying.give(picture);
  }

  /** Takes the picture away. */
  clear(): void {
    clearTimeout(this.rest);
    this.classifying.forget();
    this.set({ picture: undefined, ...nothingSeen });
  }

  /** Says what is wanted besides the classes. */
  want(wanted: Wanted): void {
    this.wanted = wanted;
    if (this.state.seen) void this.explaining.give(this.state.seen);
  }

  close(): void {
    clearTimeout(this.rest);
    for (const worker of this.workers) worker.close();
  }

  private async replace(quick: PageModel, bytes: Uint8Array, options: OpenOptions): Promise<void> {
    const old = this.models;
    this.models = new Models(quick, () =>
      this.workers[1].open(bytes, quick.facts.name, { ...options, on: 'wasm' }),
    );
    this.set({ isOpening: false, facts: quick.facts, error: undefined, ...nothingSeen });
    if (this.state.picture) await this.classifying.give({ ...this.state.picture, isMoving: false });
    await old?.close();
  }

  private async classify(picture: ShownPicture): Promise<void> {
    const { models } = this;
    try {
      const seen = await models!.quick.look(picture.raster);
      if (models !== this.models || !this.state.picture) return;
      this.set({ seen: { ...seen, ...(picture.at !== undefined && { at: picture.at }) }, error: undefined });
      clearTimeout(this.rest);
      this.rest = setTimeout(() => this.settle(seen), picture.isMoving ? restTime : 0);
    } catch (error) {
      if (models === this.models) this.set({ error: asError(error) });
    }
  }

  private settle(seen: Seen): void {
    this.set({ rested: seen });
    void this.explaining.give(seen);
  }

  private async explain(seen: Seen): Promise<void> {
    const { models, wanted } = this;
    const isOld = () => models !== this.models || this.wanted !== wanted || !this.state.seen;
    const { map, features } = wanted;
    if (!models || isOld() || (!map && features === undefined)) return;
    const slow = await models.slow().catch(asError);
    if (slow instanceof Error) return this.set({ mapError: slow, featuresError: slow });
    if (map && !isOld()) {
      const made = await slow.explain(seen.pixels, map).catch(asError);
      if (!isOld())
        this.set(
          made instanceof Error
            ? { map: undefined, mapError: made }
            : { map: { ...made, asked: map, pixels: seen.pixels }, mapError: undefined },
        );
    }
    if (features !== undefined && !isOld()) {
      const made = await slow.features(seen.pixels, features).catch(asError);
      if (!isOld())
        this.set(
          made instanceof Error
            ? { features: undefined, featuresError: made }
            : { features: made, featuresError: undefined },
        );
    }
  }

  private set(change: Change): void {
    this.state = { ...this.state, ...change } as TryState;
    for (const listener of this.listeners) listener();
  }
}

type Change = { readonly [Key in keyof TryState]?: TryState[Key] | undefined };

const nothingSeen = {
  seen: undefined,
  rested: undefined,
  map: undefined,
  mapError: undefined,
  features: undefined,
  featuresError: undefined,
};

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
