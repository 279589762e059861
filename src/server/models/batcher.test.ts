// Dynamic batching, with a model that adds up pixels and runs when the test says so.
import { describe, expect, it } from 'vitest';
import { Batcher, type BatchLimits } from './batcher.ts';

/** A batcher of one-pixel pictures and one class; `runs` are finished by hand, in order. */
function batcherByHand(limits: Partial<BatchLimits> = {}) {
  const runs: { images: number[]; finish: () => void; fail: (error: Error) => void }[] = [];
  const batcher = new Batcher(
    { image: 1, outputs: [{ name: 'sum', shape: [] }] },
    { maxBatch: 4, instances: 1, delayMs: 0, maxQueue: 100, ...limits },
    (images) =>
      new Promise((resolve, reject) => {
        const finish = () => resolve({ results: { sum: Float32Array.from(images) }, inferMs: 1 });
        runs.push({ images: [...images], finish, fail: reject });
      }),
  );
  const ask = async (...pixels: number[]) => [
    ...(await batcher.infer(Uint8Array.from(pixels))).results['sum']!,
  ];
  return { batcher, runs, ask };
}

/** Lets promises settle. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('Batcher', () => {
  it('starts at once, and puts together what waits meanwhile', async () => {
    const { runs, ask } = batcherByHand();
    const answers = [ask(1), ask(2), ask(3, 4)];
    expect(runs.map(({ images }) => images)).toEqual([[1]]);
    runs[0]!.finish();
    await settle();
    expect(runs[1]!.images).toEqual([2, 3, 4]);
    runs[1]!.finish();
    expect(await Promise.all(answers)).toEqual([[1], [2], [3, 4]]);
  });

  it('computes as many batches at once as there are instances', async () => {
    const { runs, ask } = batcherByHand({ instances: 2 });
    const answers = [ask(1), ask(2), ask(3), ask(4)];
    expect(runs.map(({ images }) => images)).toEqual([[1], [2]]);
    runs[1]!.finish();
    await settle();
    expect(runs[2]!.images).toEqual([3, 4]);
    runs[0]!.finish();
    runs[2]!.finish();
    expect(await Promise.all(answers)).toEqual([[1], [2], [3], [4]]);
  });

  it('sends one full batch ahead, and no other, so that a thread need not wait for it', async () => {
    const { runs, ask } = batcherByHand({ maxBatch: 2 });
    const answers = [ask(1), ask(2), ask(3), ask(4), ask(5)];
    expect(runs.map(({ images }) => images)).toEqual([[1], [2, 3]]);
    runs[0]!.finish();
    await settle();
    expect(runs.map(({ images }) => images)).toEqual([[1], [2, 3], [4, 5]]);
    runs[1]!.finish();
    runs[2]!.finish();
    expect(await Promise.all(answers)).toEqual([[1], [2], [3], [4], [5]]);
  });

  it('counts rows: a request fills several batches, and a batch several requests', async () => {
    const { runs, ask } = batcherByHand({ maxBatch: 2 });
    const answers = [ask(1, 2, 3, 4, 5), ask(6)];
    for (let i = 0; i < 3; i++) {
      await settle();
      runs[i]!.finish();
    }
    expect(await Promise.all(answers)).toEqual([[1, 2, 3, 4, 5], [6]]);
    expect(runs.map(({ images }) => images)).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
  });

  it('works with a limit of one row', async () => {
    const { runs, ask } = batcherByHand({ maxBatch: 1 });
    const answer = ask(7, 8, 9);
    for (let i = 0; i < 3; i++) {
      await settle();
      runs[i]!.finish();
    }
    expect(await answer).toEqual([7, 8, 9]);
    expect(runs).toHaveLength(3);
  });

  it('refuses requests while too many rows wait', async () => {
    const { batcher, runs, ask } = batcherByHand({ maxBatch: 1, instances: 2, maxQueue: 1 });
    const answers = [ask(1), ask(2), ask(3, 4)];
    await expect(ask(5)).rejects.toMatchObject({ statusCode: 503 });
    expect(batcher.waitingRows).toBe(1);
    for (let i = 0; i < 4; i++) {
      runs[i]!.finish();
      await settle();
    }
    expect(await Promise.all(answers)).toEqual([[1], [2], [3, 4]]);
  });

  it('fails only the requests of the run that failed', async () => {
    const { runs, ask } = batcherByHand({ instances: 2 });
    const [first, second] = [ask(1), ask(2)];
    runs[0]!.fail(new Error('broken'));
    runs[1]!.finish();
    await expect(first).rejects.toThrow('broken');
    expect(await second).toEqual([2]);
  });

  it('does not compute what nobody waits for', async () => {
    const { batcher, runs, ask } = batcherByHand({ instances: 2 });
    const answers = [ask(1), ask(2)];
    const gone = batcher.infer(Uint8Array.of(3), () => true);
    const last = ask(4);
    runs.forEach(({ finish }) => finish());
    await expect(gone).rejects.toMatchObject({ statusCode: 503 });
    await settle();
    expect(runs[2]!.images).toEqual([4]);
    runs[2]!.finish();
    expect(await Promise.all([...answers, last])).toEqual([[1], [2], [4]]);
    expect(batcher.waitingRows).toBe(0);
  });

  it('waits for more rows if asked to, but not once a batch is full', () => {
    const { runs, ask } = batcherByHand({ maxBatch: 2, delayMs: 3_600_000 });
    void ask(1);
    expect(runs).toEqual([]);
    void ask(2);
    expect(runs.map(({ images }) => images)).toEqual([[1, 2]]);
  });

  it('computes no more of a request when nobody waits for it any more', async () => {
    const { batcher, runs, ask } = batcherByHand({ maxBatch: 2 });
    let isGone = false;
    const gone = batcher.infer(Uint8Array.of(1, 2, 3, 4, 5, 6, 7), () => isGone);
    expect(runs.map(({ images }) => images)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    isGone = true;
    const next = ask(8);
    runs[0]!.finish();
    await expect(gone).rejects.toMatchObject({ statusCode: 503 });
    expect(runs[2]!.images).toEqual([8]);
    expect(batcher.waitingRows).toBe(0);
    runs[1]!.finish();
    runs[2]!.finish();
    expect(await next).toEqual([8]);
  });
});
