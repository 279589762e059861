// The form in which the whole program passes data sets: pictures as bytes, labels as class indices, and the
// names of the classes.
import { selectPictures, type Pictures } from './pictures.ts';
import type { Corrections } from './labels-file.ts';
import type { PictureRecipe } from '../nn/picture-recipe.ts';

/** Labelled pictures of one size, as bytes: in memory, or anywhere in a `Dataset<Pictures>`. */
export interface Dataset<Images extends Pictures = Uint8Array> {
  /** The name of its source, e.g. `fashion-mnist`, `sketches`, or the name of a folder. */
  readonly name: string;
  /** The names of the classes, by label. */
  readonly classNames: readonly string[];
  /** The number of pictures. */
  readonly count: number;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: number;
  /** The height of each picture in pixels. */
  readonly height: number;
  /** The width of each picture in pixels. */
  readonly width: number;
  /** `[count, channels, height, width]`, 0 to 255. */
  readonly images: Images;
  /** `[count]`, indices into `classNames`. */
  readonly labels: Int32Array;
  /** How the pictures were made, if they come from photographs. A model keeps it. */
  readonly pictures?: PictureRecipe;
  /** The absolute path of the folder or table of the photographs. A run keeps it, a model does not. */
  readonly source?: string;
  /**
   * `[count]`, the path of each picture's file, relative to the folder of `source` or absolute; only for
   * photographs.
   */
  readonly files?: readonly string[];
}

/** The splits of a data set. */
export interface DataSplits<Images extends Pictures = Uint8Array> {
  /** The pictures to train on. */
  readonly train: Dataset<Images>;
  /** Left out if the source has none. It is then cut from `train`. */
  readonly validation?: Dataset<Images>;
  /** Left out if the source has none, like some folders of photographs. */
  readonly test?: Dataset<Images>;
  /** What `trainingDataOf` changes about the labels of `train`; nothing else does. */
  readonly corrections?: Corrections;
}

/** Applies a function to each split. */
export function mapSplits<Images extends Pictures>(
  { train, validation, test, corrections }: DataSplits<Images>,
  change: (dataset: Dataset<Images>) => Dataset<Images>,
): DataSplits<Images> {
  return {
    train: change(train),
    ...(validation && { validation: change(validation) }),
    ...(test && { test: change(test) }),
    ...(corrections && { corrections }),
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

/** The bytes of a picture. */
export const pictureSizeOf = ({ channels, height, width }: Dataset<Pictures>): number =>
  channels * height * width;

/** A data set of the pictures at the given indices, in that order. */
export function subset<Images extends Pictures>(
  dataset: Dataset<Images>,
  indices: ArrayLike<number>,
): Dataset<Images> {
  const images = selectPictures(dataset.images, indices, pictureSizeOf(dataset)) as Images;
  const labels = Int32Array.from(indices, (index) => dataset.labels[index]!);
  const { files } = dataset;
  const kept = files && { files: Array.from(indices, (index) => files[index]!) };
  return { ...dataset, count: indices.length, images, labels, ...kept };
}

/** A data set of the pictures from `start` to before `end`, as a view of the same bytes. */
export function sliceOf(dataset: Dataset, start: number, end: number): Dataset {
  const size = pictureSizeOf(dataset);
  const { images, labels, files } = dataset;
  return {
    ...dataset,
    count: end - start,
    images: images.subarray(start * size, end * size),
    labels: labels.subarray(start, end),
    ...(files && { files: files.slice(start, end) }),
  };
}
