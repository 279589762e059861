// How photographs became a data set: pictures of one size, in splits. A model carries this recipe. So it gets
// the same kind of pictures in prediction as in training, and is tested on pictures that were held out. The
// work itself is done in src/node.

/** The names of all ways to fit a photograph to the size. */
export const pictureFits = ['contain', 'cover', 'stretch', 'garment'] as const;
/**
 * How a photograph is fitted to the size.
 *
 * `contain` keeps all of it and fills up with the colour of its border. `cover` crops its centre. `stretch`
 * changes the ratio of width to height. `garment` trims it to the garment and makes it light on dark, like
 * Fashion-MNIST; it works for grey pictures only.
 *
 * @useDeclaredType
 */
export type PictureFit = (typeof pictureFits)[number];

/**
 * Everything needed to make the same pictures and splits from the same files. It contains no path and nothing
 * about the machine.
 */
export interface PictureRecipe {
  /** How a photograph is fitted to the size. */
  readonly fit: PictureFit;
  /** The share that was held out for testing, if the files had no test split. */
  readonly testShare?: number | undefined;
  /** The share of the rest that was held out for validation, if any was. */
  readonly validationShare?: number | undefined;
  /** The seed that drew the shares, if any were. */
  readonly splitSeed?: number | undefined;
  /**
   * The most pixels that a photograph could have, if a limit was given. With another limit, other files are
   * read.
   */
  readonly maxPixels?: number | undefined;
}

/** The fit of a model with this number of channels, whether it states one or not. Colour has no `garment`. */
export function fitFor(channels: number, fit?: PictureFit): PictureFit {
  if (channels === 1) return fit ?? 'garment';
  return fit === 'cover' || fit === 'stretch' ? fit : 'contain';
}
