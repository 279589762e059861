import { describe, expect, it } from 'vitest';
import type { ModelCard } from '../../../../../src/nn/classifier-file.ts';
import { WalkStore } from './walk-store.ts';
import type { Question, Reading, Walk } from './walk.ts';

/** A network of one weight w: its loss is (w − 3)², so its gradient is 2(w − 3). */
function parabola() {
  const asked: Question[] = [];
  const walk: Walk = {
    ...{ card: {} as ModelCard, stages: [], learned: ['w'], shapes: new Map([['w', [1]]]) },
    weights: { w: Float32Array.of(1) },
    read: (question) => {
      asked.push(question);
      return Promise.resolve(readingOf(question));
    },
    dispose: () => Promise.resolve(),
  };
  return { walk, asked };
}

function readingOf({ weights, rate }: Question): Reading {
  const w = weights['w']![0]!;
  const slope = 2 * (w - 3);
  return {
    ...{ values: {}, gradients: { w: Float32Array.of(slope) }, probabilities: Float32Array.of(1) },
    ...{ loss: (w - 3) ** 2, next: { w: Float32Array.of(w - rate * slope) } },
  };
}

const open = (walk: Walk) => WalkStore.open(walk, Uint8Array.of(0), 0);

describe('the store of the walk', () => {
  it('learns step by step, and keeps the trail', async () => {
    const store = await open(parabola().walk);
    await store.setRate(0.25);
    for (let i = 0; i < 3; i++) await store.step();
    expect(store.get().trail.map(({ loss }) => loss)).toEqual([4, 1, 0.25, 0.0625]);
    expect(store.get().isChanged).toBe(true);
    await store.setWeights(store.walk.weights);
    expect(store.get().trail.map(({ loss }) => loss)).toEqual([4]);
    expect(store.get().isChanged).toBe(false);
  });

  it('remembers what the gradient promised for a change by hand', async () => {
    const store = await open(parabola().walk);
    await store.setWeight('w', 0, 1.5);
    await store.setWeight('w', 0, 2);
    expect(store.get().edit).toEqual({ name: 'w', index: 0, before: 1, loss: 4, slope: -4 });
    expect(store.get().reading.loss).toBe(1);
    expect(store.walk.weights['w']).toEqual(Float32Array.of(1)); // the file's own stay
    await store.ask({ label: 1 });
    expect(store.get().edit).toBeUndefined();
  });

  it('asks only the last of the questions that wait, and shows each with its own answer', async () => {
    const { walk, asked } = parabola();
    const store = await open(walk);
    const shown: number[] = [];
    store.subscribe(() => {
      const { question, reading } = store.get();
      expect(reading.loss).toBe((question.weights['w']![0]! - 3) ** 2);
      shown.push(question.weights['w']![0]!);
    });
    await Promise.all([4, 5, 6, 7].map((value) => store.setWeight('w', 0, value)));
    expect(asked.length).toBeLessThan(5);
    expect(shown.at(-1)).toBe(7);
  });

  it('goes on after a question that failed', async () => {
    const { walk } = parabola();
    let fails = true;
    const store = await open({
      ...walk,
      read: (question) =>
        question.label === 1 && fails ? Promise.reject(new Error('no')) : walk.read(question),
    });
    await expect(store.ask({ label: 1 })).rejects.toThrow('no');
    fails = false;
    await store.ask({ label: 1 });
    expect(store.get().question.label).toBe(1);
  });
});
