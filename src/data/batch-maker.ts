// Makes single batches: gathers pictures, augments and mixes them. Each picture's augmentation is drawn from
// a stream of its own and each batch's mixing from another, so that a batch is the same whichever were made
// before it, and on what thread.
import { Random } from '../random.ts';
import { pictureAugmenter } from './augmentation/augment-picture.ts';
import type { Augmentation } from './augmentation/augmentation.ts';
import { batchMixer, type MixBatch } from './augmentation/mix-batch.ts';
import { batchBuffer, batchIn, type Batch, type BatchRoom } from './batch-arrays.ts';
import type { Dataset } from './dataset.ts';

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

/** The room that batches of a data set need. */
export const batchRoom = (dataset: Dataset, batchSize: number, augmentation: Augmentation): BatchRoom => ({
  shape: dataset,
  batchSize,
  isMixed: batchMixer(augmentation, dataset) !== undefined,
});

export interface BatchMaker {
  /** A new buffer for batches. */
  readonly newBuffer: () => ArrayBuffer;
  /** Makes a batch in a buffer of that many bytes. */
  readonly make: (request: BatchRequest, buffer: ArrayBufferLike) => Batch;
}

/**
 * Prepares the making of batches.
 *
 * @param batchSize the most pictures that a batch will have
 */
export function batchMaker(
  dataset: Dataset,
  batchSize: number,
  seed: number,
  augmentation: Augmentation,
): BatchMaker {
  const mix = batchMixer(augmentation, dataset);
  const room = batchRoom(dataset, batchSize, augmentation);
  const gather = gatherer(dataset, seed, augmentation);
  const fill = mix ? mixer(mix, gather, room, seed) : gather;
  return {
    newBuffer: () => batchBuffer(room),
    make(request, buffer) {
      const batch = batchIn(buffer, room, request.indices.length);
      request.indices.forEach((index, i) => (batch.labels[i] = dataset.labels[index]!));
      fill(request, batch);
      return batch;
    },
  };
}

/** Writes the pictures of a batch, whose labels are there already. */
type Fill = (request: BatchRequest, batch: Batch) => void;

/** The pictures as they are, or each augmented by itself. */
function gatherer(dataset: Dataset, seed: number, augmentation: Augmentation): Fill {
  const size = dataset.channels * dataset.height * dataset.width;
  const augment = pictureAugmenter(augmentation, dataset);
  return ({ epoch, indices, turns }, { images: to }) =>
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

/**
 * The pictures mixed: they are gathered into another batch first, because each is read as another's partner
 * as well.
 */
function mixer(mix: MixBatch, gather: Fill, room: BatchRoom, seed: number): Fill {
  const apart = batchBuffer(room);
  const partnersOfAll = new Int32Array(room.batchSize);
  return (request, { images, labels, mixed }) => {
    const unmixed = batchIn(apart, room, labels.length);
    const partners = partnersOfAll.subarray(0, labels.length);
    gather(request, unmixed);
    const random = new Random(seed, 'mixing', request.epoch, request.number);
    mix(unmixed.images, images, partners, mixed!.shares, random);
    partners.forEach((partner, i) => (mixed!.labels[i] = labels[partner]!));
  };
}
