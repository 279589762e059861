// The store with models in Node in the place of workers.
import { readFile } from 'node:fs/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Inference } from '../../../inference/inference.ts';
import { onlyOn } from '../../../inference/placement.ts';
import { openPageModel } from '../../../inference/page-model.ts';
import { oneOfEach } from './sketches.ts';
import { TryStore, type TryState } from './try-store.ts';

const cpu = { device: 'cpu', threads: 1 } as const;
const [shirt, trouser] = oneOfEach();

/** Counts the models that are open. */
function inference(): Inference & { count: number } {
  const counted = {
    count: 0,
    async open(...[bytes, name, options]: Parameters<Inference['open']>) {
      const model = await openPageModel(bytes, name, options ?? {}, onlyOn(cpu));
      counted.count += 1;
      return {
        ...model,
        async close() {
          counted.count -= 1;
          await model.close();
        },
      };
    },
    close: () => undefined,
  };
  return counted;
}

let bytes: Uint8Array;
beforeAll(async () => {
  bytes = new Uint8Array(await readFile('models/pocket.onnx'));
});
const load = () => Promise.resolve(bytes);
let store: TryStore;
afterEach(() => store.close());

/** Waits until the store is in a state. */
const until = (test: (state: TryState) => boolean): Promise<TryState> =>
  new Promise((resolve) => {
    const look = () => test(store.get()) && resolve(store.get());
    store.subscribe(look);
    look();
  });

describe('the store of the page Try', () => {
  it('classifies a picture that came before the model, and explains it when asked', async () => {
    store = new TryStore(inference(), inference());
    store.show({ raster: shirt!.raster });
    await store.open('pocket.onnx', load);
    const { seen, facts } = await until((state) => state.seen !== undefined);
    expect(facts!.card.classNames).toHaveLength(10);
    expect(seen!.probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    expect(store.get().map).toBeUndefined();
    store.want({ map: { method: 'saliency', target: 2 }, features: facts!.mapLayer });
    const { map, features } = await until((state) => state.features !== undefined);
    expect([...map!.targets]).toEqual([2]);
    expect(features!.layer).toBe(facts!.mapLayer);
  });

  it('the last picture wins, and clearing takes all away', async () => {
    store = new TryStore(inference(), inference());
    await store.open('pocket.onnx', load);
    store.show({ raster: trouser!.raster, at: 1, isMoving: true });
    store.show({ raster: shirt!.raster, at: 2, isMoving: true });
    store.show({ raster: shirt!.raster, at: 3, isMoving: true });
    await until((state) => state.seen?.at === 3);
    store.clear();
    expect([store.get().seen, store.get().picture]).toEqual([undefined, undefined]);
  });

  it('what can’t be explained says why, and the classes stay', async () => {
    store = new TryStore(inference(), inference());
    await store.open('pocket.onnx', load);
    store.want({ map: { method: 'grad-cam', layer: 'no-such-layer' } });
    store.show({ raster: shirt!.raster });
    const { mapError, seen } = await until((state) => state.mapError !== undefined);
    expect(mapError!.message).toMatch(/no layer 'no-such-layer'/);
    expect(seen).toBeDefined();
  });

  it('frees a model when another is opened, also one that a newer request overtook', async () => {
    const [quick, slow] = [inference(), inference()];
    store = new TryStore(quick, slow);
    await Promise.all([store.open('a', load), store.open('b', load)]);
    store.want({ map: { method: 'saliency' } });
    store.show({ raster: shirt!.raster });
    await until((state) => state.map !== undefined);
    expect([quick.count, slow.count]).toEqual([1, 1]);
    await store.open('c', load);
    expect([quick.count, store.get().facts!.name]).toEqual([1, 'c']);
    await until((state) => state.map !== undefined);
    expect(slow.count).toBe(1);
  });

  it('a file that is no model leaves the page without one, and says so', async () => {
    store = new TryStore(inference(), inference());
    await store.open('pocket.onnx', load);
    await store.open('text.onnx', () => Promise.resolve(Uint8Array.of(1, 2, 3)));
    const { facts, error, isOpening } = store.get();
    expect([facts, isOpening]).toEqual([undefined, false]);
    expect(error!.message).toMatch(/^text\.onnx: /);
  });
});
