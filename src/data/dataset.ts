// What the whole program calls a data set: pictures as bytes, labels as class indices, and the names of the
// classes.
import type { PictureRecipe } from '../nn/picture-recipe.ts';

/** Labelled pictures of one size, at rest as bytes. */
export interface Dataset {
  /** The name under which its source is known, e.g. `fashion-mnist`, `sketches`, or a folder's name. */
  readonly name: string;
  /** The names of the classes, by label. */
  readonly classNames: readonly string[];
  /** How many pictures there are. */
  readonly count: number;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: number;
  /** The height of each picture in pixels. */
  readonly height: number;
  /** The width of each picture in pixels. */
  readonly width: number;
  /** `[count, channels, height, width]`, 0 to 255. */
  readonly images: Uint8Array;
  /** `[count]`, indices into `classNames`. */
  readonly labels: Int32Array;
  /** How it was made, where it was made of files of photographs; a model remembers it. */
  readonly pictures?: PictureRecipe;
  /** The folder or table of those files, absolute; a run remembers it, a model does not. */
  readonly source?: string;
  /** `[count]`, where it was made of files: each picture's own, from the source's folder, or absolute. */
  readonly files?: readonly string[];
}

/** The splits that a source comes with. */
export interface DataSplits {
  /** The pictures to train on. */
  readonly train: Dataset;
  /** Missing where the source has none: then it is cut from `train`. */
  readonly validation?: Dataset;
  /** Missing where the source has none, as some folders of photographs. */
  readonly test?: Dataset;
}

/** The same splits, each of them changed. */
export function mapSplits(
  { train, validation, test }: DataSplits,
  change: (dataset: Dataset) => Dataset,
): DataSplits {
  return {
    train: change(train),
    ...(validation && { validation: change(validation) }),
    ...(test && { test: change(test) }),
  };
}

/** The splits of a source that always has pictures to test on. */
export interface TestedSplits extends DataSplits {
  /** The pictures to test on. */
  readonly test: Dataset;
}

/** The ten classes of Fashion-MNIST (Xiao, Rasul & Vollgraf, 2017), by label. */
export const fashionClassNames: readonly string[] = [
  'T-shirt/top',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
];

/** The images of a data set at the given indices, in that order, as a data set. */
export function subset(dataset: Dataset, indices: ArrayLike<number>): Dataset {
  const size = dataset.channels * dataset.height * dataset.width;
  const images = new Uint8Array(indices.length * size);
  const labels = new Int32Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i]!;
    images.set(dataset.images.subarray(index * size, (index + 1) * size), i * size);
    labels[i] = dataset.labels[index]!;
  }
  const { files } = dataset;
  const kept = files && { files: Array.from(indices, (index) => files[index]!) };
  return { ...dataset, count: indices.length, images, labels, ...kept };
}

/** The images from one place to before another, as a view of the same bytes. */
export function sliceOf(dataset: Dataset, start: number, end: number): Dataset {
  const size = dataset.channels * dataset.height * dataset.width;
  const { images, labels, files } = dataset;
  return {
    ...dataset,
    count: end - start,
    images: images.subarray(start * size, end * size),
    labels: labels.subarray(start, end),
    ...(files && { files: files.slice(start, end) }),
  };
}
