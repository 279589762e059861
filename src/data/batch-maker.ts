// Makes single batches: gathers pictures, augments and mixes them. Each picture's augmentation is drawn from a stream of its
// own and each batch's mixing from another, so that a batch is the same whichever were made before it, and on what thread.
import { Random } from '../random.ts';
import { pictureAugmenter } from './augmentation/augment-picture.ts';
import type { Augmentation } from './augmentation/augmentation.ts';
import { batchMixer } from './augmentation/mix-batch.ts';
import type { Dataset } from './dataset.ts';

export interface Batch {
  /** `[size, channels, height, width]` */
  readonly images: Uint8Array;
  /** `[size]` */
  readonly labels: Int32Array;
  /** Only after mixup or cutmix: picture i counts `1 - shares[i]` for `labels[i]` and `shares[i]` for `mixed.labels[i]`. */
  readonly mixed?: MixedLabels;
}

/** What else is in the pictures of a batch; both `[size]`. */
export interface MixedLabels {
  readonly labels: Int32Array;
  readonly shares: Float32Array;
}

/** Which batch to make. */
export interface BatchRequest {
  readonly epoch: number;
  /** Its place in the epoch, counted from 0. */
  readonly number: number;
  /** The pictures, by their indices in the data set; as many as a batch has, or fewer. */
  readonly indices: Uint32Array;
  /** How often each picture came before in this epoch, where it may come more than once. */
  readonly turns?: Uint32Array | undefined;
}

/**
 * Prepares the making of batches. Two sets of arrays take turns by the batch's number.
 *
 * @param batchSize the most pictures that a batch will have
 */
export function batchMaker(
  dataset: Dataset,
  batchSize: number,
  seed: number,
  augmentation: Augmentation,
): (request: BatchRequest) => Batch {
  const mix = batchMixer(augmentation, dataset);
  const size = dataset.channels * dataset.height * dataset.width;
  const gather = gatherer(dataset, seed, augmentation);
  const sets = [0, 1].map(() => new BatchArrays(batchSize, size, mix !== undefined));
  const unmixed = mix && new Uint8Array(batchSize * size);
  const partners = new Int32Array(batchSize);
  return (request) => {
    const { images, labels, mixed } = sets[request.number % 2]!.first(request.indices.length);
    request.indices.forEach((index, i) => (labels[i] = dataset.labels[index]!));
    if (!mix || !unmixed || !mixed) {
      gather(request, images);
      return { images, labels };
    }
    const others = partners.subarray(0, labels.length);
    const random = new Random(seed, 'mixing', request.epoch, request.number);
    gather(request, unmixed);
    mix(unmixed.subarray(0, images.length), images, others, mixed.shares, random);
    others.forEach((other, i) => (mixed.labels[i] = labels[other]!));
    return { images, labels, mixed };
  };
}

/** The pictures of a batch, each augmented by itself. */
function gatherer(dataset: Dataset, seed: number, augmentation: Augmentation) {
  const size = dataset.channels * dataset.height * dataset.width;
  const augment = pictureAugmenter(augmentation, dataset);
  return ({ epoch, indices, turns }: BatchRequest, to: Uint8Array): void =>
    indices.forEach((index, i) => {
      if (!augment) return to.set(dataset.images.subarray(index * size, (index + 1) * size), i * size);
      augment(dataset.images, index * size, to, i * size, pictureStream(seed, epoch, index, turns?.[i] ?? 0));
    });
}

/** The random numbers of a picture in an epoch, and of its repetitions in the epoch. */
const pictureStream = (seed: number, epoch: number, index: number, turn: number): Random =>
  turn === 0
    ? new Random(seed, 'augmentation', epoch, index)
    : new Random(seed, 'augmentation', epoch, index, turn);

/** Arrays for the largest batch. */
class BatchArrays {
  private readonly images: Uint8Array;
  private readonly labels: Int32Array;
  private readonly mixed: MixedLabels | undefined;
  private readonly size: number;

  constructor(batchSize: number, size: number, isMixed: boolean) {
    this.size = size;
    this.images = new Uint8Array(batchSize * size);
    this.labels = new Int32Array(batchSize);
    this.mixed = isMixed
      ? { labels: new Int32Array(batchSize), shares: new Float32Array(batchSize) }
      : undefined;
  }

  /** Their beginnings, for so many pictures. */
  first(count: number): Batch {
    const { images, labels, mixed, size } = this;
    return {
      images: images.subarray(0, count * size),
      labels: labels.subarray(0, count),
      ...(mixed && {
        mixed: { labels: mixed.labels.subarray(0, count), shares: mixed.shares.subarray(0, count) },
      }),
    };
  }
}
