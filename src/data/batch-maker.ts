// Makes single batches: gathers, augments and mixes pictures. Each picture's augmentation has a random
// stream of its own, and so has each batch's mixing. So a batch does not depend on the batches before it or
// on the thread.
import { Random } from '../random.ts';
import { pictureAugmenter } from './augmentation/augment-picture.ts';
import type { Augmentation } from './augmentation/augmentation.ts';
import { batchMixer, type MixBatch } from './augmentation/mix-batch.ts';
import { batchBuffer, batchIn, type Batch, type BatchRoom } from './batch-arrays.ts';
import { pictureSizeOf, type Dataset } from './dataset.ts';
import { isInMemory, type Pictures, type PictureSource } from './pictures.ts';

export interface BatchRequest {
  readonly epoch: number;
  /** Its number in the epoch, counted from 0. */
  readonly number: number;
  /** The indices of its pictures in the data set; at most as many as the batch size. */
  readonly indices: Uint32Array;
  /** How often each picture came before in this epoch, if pictures may repeat. */
  readonly turns?: Uint32Array | undefined;
}

/** The buffer size that the batches of a data set need. */
export const batchRoom = (
  dataset: Dataset<Pictures>,
  batchSize: number,
  augmentation: Augmentation,
): BatchRoom => ({
  shape: dataset,
  batchSize,
  isMixed: batchMixer(augmentation, dataset) !== undefined,
});

export interface BatchMaker {
  /** A new buffer for batches. */
  readonly newBuffer: () => ArrayBuffer;
  /** Makes a batch in a buffer from `newBuffer`. */
  readonly make: (request: BatchRequest, buffer: ArrayBufferLike) => Batch;
}

/**
 * Prepares the making of batches.
 *
 * @param batchSize the most pictures of any batch
 */
export function batchMaker(
  dataset: Dataset<Pictures>,
  batchSize: number,
  seed: number,
  augmentation: Augmentation,
): BatchMaker {
  const mix = batchMixer(augmentation, dataset);
  const room = batchRoom(dataset, batchSize, augmentation);
  const augment = augmenter(dataset, seed, augmentation);
  const { images } = dataset;
  const gather = isInMemory(images) ? gatherer(images, augment) : reader(images, augment, room);
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

/** Writes the pictures of a batch whose labels are already set. */
type Fill = (request: BatchRequest, batch: Batch) => void;

/** Copies pictures of one array to the first places of another, or augments them on the way. */
type CopyPictures = (
  request: BatchRequest,
  from: Uint8Array,
  places: ArrayLike<number>,
  to: Uint8Array,
) => void;

function augmenter(dataset: Dataset<Pictures>, seed: number, augmentation: Augmentation): CopyPictures {
  const size = pictureSizeOf(dataset);
  const augment = pictureAugmenter(augmentation, dataset);
  return ({ epoch, indices, turns }, from, places, to) =>
    indices.forEach((index, i) => {
      const start = places[i]! * size;
      if (!augment) return to.set(from.subarray(start, start + size), i * size);
      augment(from, start, to, i * size, pictureStream(seed, epoch, index, turns?.[i] ?? 0));
    });
}

/** Takes pictures that are in memory. */
const gatherer =
  (from: Uint8Array, copy: CopyPictures): Fill =>
  (request, { images }) =>
    copy(request, from, request.indices, images);

/** Reads the pictures of a batch before it copies or augments them. */
function reader(source: PictureSource, copy: CopyPictures, room: BatchRoom): Fill {
  const apart = batchBuffer(room);
  const places = Uint32Array.from({ length: room.batchSize }, (_, i) => i);
  return (request, { images }) => {
    const { images: read } = batchIn(apart, room, request.indices.length);
    source.read(request.indices, read);
    copy(request, read, places, images);
  };
}

/** The random numbers for a picture in an epoch; each repetition in the epoch has others. */
const pictureStream = (seed: number, epoch: number, index: number, turn: number): Random =>
  turn === 0
    ? new Random(seed, 'augmentation', epoch, index)
    : new Random(seed, 'augmentation', epoch, index, turn);

/**
 * Mixes the pictures. Gathers them in another batch first, because each picture is also read as another's
 * partner.
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
