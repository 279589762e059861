// Recommendations from a catalogue: a user who has seen what is nearest gets what comes after it.
import { expect, it } from 'vitest';
import { recommendItems } from './recommend-items.ts';
import { memoryCatalogue } from './testing/memory-catalogue.ts';

it('recommends beyond the many nearest items that a user has seen', async () => {
  const catalogue = await memoryCatalogue();
  try {
    // On a quarter of a circle: the later an item, the further it is from the first.
    const items = Array.from({ length: 60 }, (_, i) => {
      const angle = (i / 60) * (Math.PI / 2);
      return { key: `item ${String(i).padStart(2, '0')}`, vector: [Math.cos(angle), Math.sin(angle)] };
    });
    await catalogue.put(items);
    const history = items.slice(0, 50).map(({ key }) => ({ item: key, time: 0, weight: 1 }));
    const { items: found, unknown } = await recommendItems(catalogue, history, { count: 5 });
    const seen = new Set(history.map(({ item }) => item));
    expect(unknown).toEqual([]);
    expect(found).toHaveLength(5);
    expect(found.filter(({ key }) => seen.has(key))).toEqual([]);
  } finally {
    await catalogue.close();
  }
}, 60_000);

it('has one of nearly equal pictures, whichever interest they are near', async () => {
  const catalogue = await memoryCatalogue();
  try {
    const at = (angle: number) => [Math.cos(angle), Math.sin(angle)];
    const hash = '5'.repeat(64);
    await catalogue.put([
      { key: 'seen east', vector: at(0) },
      { key: 'seen north', vector: at(Math.PI / 2) },
      { key: 'middle', vector: at(0.78), hash },
      { key: 'its copy', vector: at(0.79), hash },
      { key: 'same hash, other picture', vector: at(1.4), hash },
      { key: 'no copy', vector: at(0.8), hash: 'a'.repeat(64) },
    ]);
    const history = ['seen east', 'seen north'].map((item) => ({ item, time: 0, weight: 1 }));
    const { items } = await recommendItems(catalogue, history, { count: 5 });
    const keys = items.map(({ key }) => key).sort();
    expect(keys.filter((key) => ['middle', 'its copy'].includes(key))).toHaveLength(1);
    expect(keys).toEqual(expect.arrayContaining(['no copy', 'same hash, other picture']));
    expect(keys).toHaveLength(3);
  } finally {
    await catalogue.close();
  }
}, 60_000);
