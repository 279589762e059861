// Pictures in the layouts of other runtimes, and the comparison of results.

/** Pictures to compare on: raw pixels, uint8 `[count, channels, height, width]`. */
export interface CheckPictures {
  readonly images: Uint8Array;
  readonly count: number;
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

/** The result of a check. */
export interface CheckResult {
  /** The runtime that loaded the export, with its version. */
  readonly runtime: string;
  /** How many pictures were compared. */
  readonly pictures: number;
  /** The largest difference of a probability. */
  readonly difference: number;
}

/** Raw pixels as float32 `[count, height, width, channels]`, changed by a function. */
export function channelsLast(
  { images, count, channels, height, width }: CheckPictures,
  change: (pixel: number) => number = (pixel) => pixel,
): Float32Array {
  const area = height * width;
  const moved = new Float32Array(images.length);
  for (let picture = 0; picture < count; picture++)
    for (let channel = 0; channel < channels; channel++)
      for (let place = 0; place < area; place++)
        moved[(picture * area + place) * channels + channel] = change(
          images[(picture * channels + channel) * area + place]!,
        );
  return moved;
}

/** The largest difference of two results of one length; infinite if one has a number that is not finite. */
export function largestDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i]! - b[i]!);
    largest = Math.max(largest, Number.isFinite(difference) ? difference : Infinity);
  }
  return largest;
}
