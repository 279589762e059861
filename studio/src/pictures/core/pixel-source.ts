// The pixels of a data set, fetched when a view wants them. What was wanted last comes first, so that one who
// scrolls fast does not wait for what has gone by. The newest pictures are kept, up to a limit.
import { keyOf, type PicturePlace, type PictureShape } from './place.ts';

/** Fetches pictures of one split: `[indices, channels, height, width]`. */
export type FetchPixels = (split: string, indices: readonly number[]) => Promise<Uint8Array>;

interface Limits {
  /** The most pictures of one request. */
  readonly perRequest?: number;
  readonly requests?: number;
  /** The most bytes to keep. */
  readonly bytes?: number;
}

export class PixelSource {
  readonly shape: PictureShape;
  /** Why the last request failed; nothing is asked for until `retry`. */
  error: string | undefined;
  private readonly fetchPixels: FetchPixels;
  private readonly limits: Required<Limits>;
  /** From the one used longest ago to the newest. */
  private readonly kept = new Map<string, Uint8Array>();
  private readonly asked = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private wanted: readonly PicturePlace[] = [];
  private requests = 0;

  constructor(shape: PictureShape, fetchPixels: FetchPixels, limits: Limits = {}) {
    this.shape = shape;
    this.fetchPixels = fetchPixels;
    this.limits = { perRequest: 128, requests: 3, bytes: 96 * 2 ** 20, ...limits };
  }

  /** The pixels `[channels, height, width]` of a picture, if they are here. */
  get(place: PicturePlace): Uint8Array | undefined {
    return this.kept.get(keyOf(place));
  }

  /**
   * Fetches the pixels of pictures, whether they are here or not, and keeps none of them.
   *
   * @throws Error if a request fails
   */
  async read(places: readonly PicturePlace[]): Promise<Uint8Array[]> {
    const found = new Map<string, Uint8Array>();
    for (const split of new Set(places.map((place) => place.split))) {
      const wanted = places.filter((place) => place.split === split);
      for (let i = 0; i < wanted.length; i += this.limits.perRequest) {
        const batch = wanted.slice(i, i + this.limits.perRequest);
        const pixels = await this.fetchPixels(
          split,
          batch.map(({ index }) => index),
        );
        this.parts(batch.map(keyOf), pixels).forEach(([key, part]) => found.set(key, part));
      }
    }
    return places.map((place) => found.get(keyOf(place))!);
  }

  /** Asks for pictures, the most urgent first, in place of all that was asked for before. */
  want(places: readonly PicturePlace[]): void {
    this.wanted = places;
    this.go();
  }

  /** Asks again for what failed. */
  retry(): void {
    this.error = undefined;
    this.go();
    this.tell();
  }

  /** Calls the listener when pictures have come, or when a request has failed. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private go(): void {
    while (this.error === undefined && this.requests < this.limits.requests) {
      const missing = this.wanted.filter((place) => !this.isHereOrAsked(keyOf(place)));
      const { split } = missing[0] ?? {};
      if (split === undefined) return;
      const batch = missing.filter((place) => place.split === split).slice(0, this.limits.perRequest);
      void this.request(split, batch);
    }
  }

  private async request(split: string, batch: readonly PicturePlace[]): Promise<void> {
    const keys = batch.map(keyOf);
    this.requests++;
    for (const key of keys) this.asked.add(key);
    try {
      this.keep(
        keys,
        await this.fetchPixels(
          split,
          batch.map(({ index }) => index),
        ),
      );
    } catch (error) {
      this.error = error instanceof Error ? error.message : String(error);
    } finally {
      this.requests--;
      for (const key of keys) this.asked.delete(key);
    }
    this.tell();
    this.go();
  }

  private keep(keys: readonly string[], pixels: Uint8Array): void {
    for (const [key, part] of this.parts(keys, pixels)) this.kept.set(key, part);
    const most = Math.max(keys.length, Math.floor(this.limits.bytes / this.size));
    for (const key of this.kept.keys()) {
      if (this.kept.size <= most) break;
      this.kept.delete(key);
    }
  }

  /** The bytes of each picture. */
  private parts(keys: readonly string[], pixels: Uint8Array): (readonly [string, Uint8Array])[] {
    const { size } = this;
    if (pixels.length !== keys.length * size)
      throw new Error(`expected ${keys.length * size} bytes of pictures, got ${pixels.length}`);
    return keys.map((key, i) => [key, pixels.slice(i * size, (i + 1) * size)]);
  }

  /** The bytes of a picture. */
  private get size(): number {
    const { channels, height, width } = this.shape;
    return channels * height * width;
  }

  private isHereOrAsked(key: string): boolean {
    const pixels = this.kept.get(key);
    if (!pixels) return this.asked.has(key);
    this.kept.delete(key);
    this.kept.set(key, pixels); // it is used: among the newest
    return true;
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
