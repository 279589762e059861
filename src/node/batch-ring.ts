// Batches on their way from the thread that makes them to the one that takes them: places in memory that both
// share, filled and emptied in turn. Where the next place is full already, taking a batch is a copy and asks
// nothing of the event loop.
import { batchBytes, type BatchRoom } from '../data/batch-arrays.ts';

/** The memory, as it is handed to the other thread. */
export interface BatchRing {
  /** `[places]`, each with the bytes of a batch. */
  readonly places: readonly SharedArrayBuffer[];
  /** `[2]`: how many batches were filled in and how many were taken out, since the beginning. */
  readonly counters: Int32Array;
  /** `[places]`: how many pictures are in each. */
  readonly sizes: Int32Array;
}

const [filled, taken] = [0, 1];

export const batchRing = (room: BatchRoom, places: number): BatchRing => ({
  places: Array.from({ length: places }, () => new SharedArrayBuffer(batchBytes(room))),
  counters: sharedIntegers(2),
  sizes: sharedIntegers(places),
});

const sharedIntegers = (length: number): Int32Array => new Int32Array(new SharedArrayBuffer(4 * length));

/**
 * Fills the next place, after waiting until it is empty; the thread does nothing else meanwhile.
 *
 * @param write writes a batch into the buffer and returns its number of pictures
 */
export function fillNext(ring: BatchRing, write: (buffer: SharedArrayBuffer) => number): void {
  const { places, counters, sizes } = ring;
  const number = counters[filled]!;
  const place = number % places.length;
  let out = Atomics.load(counters, taken);
  while (number - out === places.length) {
    Atomics.wait(counters, taken, out);
    out = Atomics.load(counters, taken);
  }
  sizes[place] = write(places[place]!);
  Atomics.add(counters, filled, 1);
  Atomics.notify(counters, filled);
}

/** Whether there is a batch to take; else a promise to wait for before asking again. */
export function awaitFilled({ counters }: BatchRing): true | Promise<unknown> {
  const count = counters[taken]!;
  if (Atomics.load(counters, filled) !== count) return true;
  const waiting = Atomics.waitAsync(counters, filled, count);
  return waiting.async ? waiting.value : true;
}

/** Has whoever waits for a batch ask again, though there may be none. */
export const wakeTaker = ({ counters }: BatchRing): number => Atomics.notify(counters, filled);

/**
 * Copies the next batch, which has to be there, to a buffer of the same size, and returns its number of
 * pictures.
 */
export function takeNext({ places, counters, sizes }: BatchRing, to: ArrayBuffer): number {
  const place = counters[taken]! % places.length;
  new Uint8Array(to).set(new Uint8Array(places[place]!));
  const size = sizes[place]!;
  Atomics.add(counters, taken, 1);
  Atomics.notify(counters, taken);
  return size;
}
