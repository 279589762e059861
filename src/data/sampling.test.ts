// The order of pictures in an epoch: how often each comes, and how evenly batches get them.
import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { countByClass } from './by-class.ts';
import { oversampledOrder, stratifiedOrder } from './sampling.ts';

const sizes = [50, 31, 7, 1, 0, 11];
const labels = new Random(1, 'test').shuffle(sizes.flatMap((size, label) => Array<number>(size).fill(label)));
const labelsOf = (order: ArrayLike<number>) => Array.from(order, (index) => labels[index]!);
const timesOf = (order: ArrayLike<number>) => countByClass(order, labels.length);

describe('oversampledOrder', () => {
  it('keeps the number of pictures, with every class that has any equally often', () => {
    for (let epoch = 1; epoch <= 10; epoch++) {
      const order = oversampledOrder(labels, 3, epoch);
      expect(order).toHaveLength(100);
      expect(countByClass(labelsOf(order), 6)).toEqual([20, 20, 20, 20, 0, 20]);
    }
  });

  it('gives the remainder of the division to other classes in other epochs', () => {
    const odd = [0, 0, 0, 0, 0, 1, 1, 2];
    const counts = [1, 2, 3].map((epoch) =>
      countByClass(
        Array.from(oversampledOrder(odd, 3, epoch), (index) => odd[index]!),
        3,
      ),
    );
    for (const epoch of counts) expect([...epoch].sort()).toEqual([2, 3, 3]);
    expect([0, 1, 2].map((label) => counts.reduce((sum, epoch) => sum + epoch[label]!, 0))).toEqual([
      8, 8, 8,
    ]);
  });

  it('repeats the pictures of a class evenly', () => {
    const times = timesOf(oversampledOrder(labels, 3, 1));
    labels.forEach((label, index) => {
      const exact = 20 / sizes[label]!;
      expect([Math.floor(exact), Math.ceil(exact)]).toContain(times[index]);
    });
  });

  it('reaches all pictures of a large class within some epochs', () => {
    const total = new Array<number>(100).fill(0);
    for (let epoch = 1; epoch <= 30; epoch++)
      timesOf(oversampledOrder(labels, 3, epoch)).forEach((count, index) => (total[index]! += count));
    // Of the largest class each picture is drawn with probability 0.4: 12 times in the mean.
    const drawn = total.filter((_, index) => labels[index] === 0);
    expect(Math.min(...drawn)).toBeGreaterThan(2);
    expect(Math.max(...drawn)).toBeLessThan(22);
  });

  it('is shuffled, and depends on seed and epoch only', () => {
    expect(oversampledOrder(labels, 3, 1)).toEqual(oversampledOrder(labels, 3, 1));
    expect(oversampledOrder(labels, 3, 1)).not.toEqual(oversampledOrder(labels, 3, 2));
    expect(oversampledOrder(labels, 3, 1)).not.toEqual(oversampledOrder(labels, 4, 1));
    const firstHalf = countByClass(labelsOf(oversampledOrder(labels, 3, 1)).slice(0, 50), 6);
    for (const label of [0, 1, 2, 3, 5]) expect(firstHalf[label]).toBeGreaterThan(2);
  });
});

describe('stratifiedOrder', () => {
  it.each([1, 2, 10, 16, 33, 64, 100, 200])(
    'has each picture once, and classes in proportion in batches of %d',
    (size) => {
      const order = stratifiedOrder(labels, size, 3, 1);
      expect([...order].sort((a, b) => a - b)).toEqual([...labels.keys()]);
      const full = Math.floor(100 / size);
      for (let start = 0; start < 100; start += size) {
        const batch = labelsOf(order.slice(start, start + size));
        countByClass(batch, 6).forEach((count, label) => {
          const exact = (sizes[label]! * batch.length) / 100;
          const allowed = 100 % size === 0 || batch.length < size ? 1 : 1 + 1 / full;
          expect(Math.abs(count - exact)).toBeLessThan(allowed);
        });
      }
    },
  );

  it('depends on seed and epoch only', () => {
    expect(stratifiedOrder(labels, 10, 3, 1)).toEqual(stratifiedOrder(labels, 10, 3, 1));
    expect(stratifiedOrder(labels, 10, 3, 1)).not.toEqual(stratifiedOrder(labels, 10, 3, 2));
    expect(stratifiedOrder(labels, 10, 3, 1)).not.toEqual(stratifiedOrder(labels, 10, 4, 1));
  });

  it('shuffles within batches, and spreads small classes over batches', () => {
    const firsts = new Set<number>();
    const batchesOfSingle = new Set<number>();
    for (let epoch = 1; epoch <= 40; epoch++) {
      const order = labelsOf(stratifiedOrder(labels, 10, 3, epoch));
      firsts.add(order[0]!);
      batchesOfSingle.add(Math.floor(order.indexOf(3) / 10));
    }
    expect(firsts.size).toBeGreaterThan(2);
    expect(batchesOfSingle.size).toBeGreaterThan(7);
  });
});
