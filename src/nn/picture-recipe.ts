// How files of photographs became a data set: pictures of one size, in splits. A model carries it, so that it
// is given pictures at prediction as it was in training, and is tested on those that were held back. The work
// itself is done in src/node.

/** The names of all ways to make a picture fit. */
export const pictureFits = ['contain', 'cover', 'stretch', 'garment'] as const;
/**
 * How a picture is made to fit.
 *
 * `contain` keeps all of it and fills up with the colour of its border, `cover` cuts out the middle,
 * `stretch` changes the ratio of width to height, and `garment` trims it to the garment and makes it light on
 * dark, as Fashion-MNIST was made; `garment` is for grey pictures.
 *
 * @useDeclaredType
 */
export type PictureFit = (typeof pictureFits)[number];

/**
 * What has to be known to make the same pictures and splits of the same files; no path, and nothing of a
 * machine.
 */
export interface PictureRecipe {
  /** How a picture is made to fit. */
  readonly fit: PictureFit;
  /** The share that was cut off for testing, where the files came without a test split. */
  readonly testShare?: number | undefined;
  /** The share of what was left that was cut off for validation, where one was asked for. */
  readonly validationShare?: number | undefined;
  /** Where either share was cut off: the seed that drew it. */
  readonly splitSeed?: number | undefined;
  /**
   * The most pixels that a file's picture might have, where that was said: with another limit other files are
   * read.
   */
  readonly maxPixels?: number | undefined;
}

/**
 * The fit that a model of so many channels goes by, whether it says so or not; in colour there is no
 * `garment`.
 */
export function fitFor(channels: number, fit?: PictureFit): PictureFit {
  if (channels === 1) return fit ?? 'garment';
  return fit === 'cover' || fit === 'stretch' ? fit : 'contain';
}
