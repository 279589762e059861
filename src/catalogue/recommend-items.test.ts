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
