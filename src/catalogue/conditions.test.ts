// Conditions on a catalogue whose attributes change: their names are read once for each synchronisation, and
// again if a condition has a mistake.
import { expect, it, vi } from 'vitest';
import { encodeClassifier } from '../nn/classifier-file.ts';
import { dense, flatten } from '../nn/layers/index.ts';
import { initialWeights, sequential } from '../nn/model.ts';
import { conditionOf } from './conditions.ts';
import { storeAttributes } from './store/items.ts';
import { itemKeys } from './store/read-items.ts';
import { memoryCatalogue } from './testing/memory-catalogue.ts';

const network = sequential([flatten(), dense({ units: 1 })]);
const bytes = encodeClassifier(network, initialWeights(network.weightSpecs([1, 1, 1]), 1), {
  ...{ classNames: ['hat'], input: { channels: 1, height: 1, width: 1 }, data: 'none', seed: 1, epoch: 1 },
  preprocessing: { mean: [0], std: [1] },
});

it('looks at all items for the names of attributes only after a synchronisation or a mistake', async () => {
  const catalogue = await memoryCatalogue();
  const { db, model } = catalogue;
  const filled = { ...catalogue, model: { ...model, bytes } };
  const queries = vi.spyOn(db.getExecutor(), 'executeQuery');
  const readings = () => queries.mock.calls.filter(([{ sql }]) => sql.includes('jsonb_object_keys')).length;
  const keysOf = async (text: string) => itemKeys(db, model.id, await conditionOf(filled, text));
  try {
    const syncId = await catalogue.put([
      { key: 'a', attributes: { price: 1 } },
      { key: 'b', attributes: { price: 2 } },
    ]);
    for (const text of ['price < 2', 'price < 2', 'price = 1']) expect(await keysOf(text)).toEqual(['a']);
    expect(readings()).toBe(1);
    await expect(conditionOf(filled, "colour = 'red'")).rejects.toThrow("no attribute 'colour'");
    await storeAttributes(db, syncId, [{ key: 'b', attributes: { colour: 'red' } }]);
    expect(await keysOf("colour = 'red'")).toEqual(['b']);
    await catalogue.put([{ key: 'c', attributes: { colour: 'red' } }]);
    expect(await keysOf("colour = 'red'")).toEqual(['b', 'c']);
    await catalogue.put([{ key: 'a', attributes: { colour: 'red' } }]);
    await expect(conditionOf(filled, 'price = 1')).rejects.toThrow("no attribute 'price'");
  } finally {
    queries.mockRestore();
    await catalogue.close();
  }
}, 60_000);
