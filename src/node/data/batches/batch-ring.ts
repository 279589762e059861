// A ring buffer in shared memory, through which one thread passes batches to another. If the next slot is
// full already, taking a batch is a plain copy, without the event loop.
import { batchBytes, type BatchRoom } from '../../../data/batch-arrays.ts';

/** The shared memory, as it is passed to the other thread. */
export interface BatchRing {
  /** `[places]`: the slots, each with room for one batch. */
  readonly places: readonly SharedArrayBuffer[];
  /** `[2]`: how many batches were written and how many were taken, since the start. */
  readonly counters: Int32Array;
  /** `[places]`: the number of pictures in each slot. */
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
 * Fills the next slot. Blocks the thread until that slot is empty.
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

/** True if there is a batch to take. Otherwise a promise to wait for before asking again. */
export function awaitFilled({ counters }: BatchRing): true | Promise<unknown> {
  const count = counters[taken]!;
  if (Atomics.load(counters, filled) !== count) return true;
  const waiting = Atomics.waitAsync(counters, filled, count);
  return waiting.async ? waiting.value : true;
}

/** Wakes the thread that waits for a batch, so that it checks again. There may be no batch. */
export const wakeTaker = ({ counters }: BatchRing): number => Atomics.notify(counters, filled);

/**
 * Copies the next batch to a buffer of the same size and returns its number of pictures. There must be one:
 * call `awaitFilled` first.
 */
export function takeNext({ places, counters, sizes }: BatchRing, to: ArrayBuffer): number {
  const place = counters[taken]! % places.length;
  new Uint8Array(to).set(new Uint8Array(places[place]!));
  const size = sizes[place]!;
  Atomics.add(counters, taken, 1);
  Atomics.notify(counters, taken);
  return size;
}
