import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { netChanges, takeInventory, type Inventory } from './inventory.ts';
import { inventoryTables } from './inventory-tables.ts';
import { keysAmong, labelledPictures, storeCorrections } from './store/corrections.ts';
import { removeItems, storeBroken } from './store/items.ts';
import { finishSync, startSync } from './store/syncs.ts';
import { memoryCatalogue, type MemoryCatalogue } from './testing/memory-catalogue.ts';

const zeros = '0'.repeat(64);
const options = { classNames: ['hat', 'boot'], noveltyThreshold: 0.5 };
let catalogue: MemoryCatalogue;
let inventory: Inventory;

beforeAll(async () => {
  catalogue = await memoryCatalogue();
  const hat = { category: 'hat', colour: 'red' };
  await catalogue.put([
    { key: 'a', content: 'same', hash: zeros, attributes: hat },
    { key: 'b', content: 'same', hash: zeros, attributes: hat },
    { key: 'c', hash: `${zeros.slice(2)}ff`, attributes: hat },
    { key: 'd', hash: zeros, vector: [0, 1], attributes: { category: 'boot' }, label: 1, novelty: 0.6 },
  ]);
  await storeCorrections(catalogue.db, [
    { key: 'c', category: 'cap' },
    { key: 'd', category: 'boot' },
  ]);
  await catalogue.put([
    { key: 'e', hasPicture: false, attributes: { category: 'boot' } },
    { key: 'f', content: 'other', hash: 'f'.repeat(64) },
    { key: 'g', content: 'other', hash: 'f'.repeat(64) },
  ]);
  const last = await startSync(catalogue.db, 'test');
  await removeItems(catalogue.db, last, ['b']);
  const broken = { key: 'x', stamp: '', error: 'x: an empty file' };
  await storeBroken(catalogue.db, { source: 'test', syncId: last }, [broken]);
  await finishSync(catalogue.db, last, { removed: 1 });
  inventory = await takeInventory(catalogue, options);
}, 60_000);

afterAll(() => catalogue.close());

describe('takeInventory', () => {
  it('counts the items of each value now and at earlier synchronisations', () => {
    expect(inventory.items).toBe(6);
    expect(inventory.earlier).toHaveLength(2);
    expect(inventory.attributes).toEqual([
      {
        name: 'category',
        values: [
          { value: 'boot', items: 2, earlier: [1, 2] },
          { value: 'hat', items: 2, earlier: [3, 3] },
        ],
      },
      { name: 'colour', values: [{ value: 'red', items: 2, earlier: [3, 3] }] },
    ]);
  });

  it('finds equal pictures, nearly equal ones, and not those of other features', () => {
    const groups = inventory.duplicates.map(({ kind, items }) => [kind, ...items.map(({ key }) => key)]);
    expect(groups).toEqual([
      ['equal', 'f', 'g'],
      ['nearly equal', 'a', 'c'],
    ]);
  });

  it('lists faults, the changes of the last synchronisation, and classes after corrections', () => {
    expect(inventory.withoutPicture).toEqual(['e']);
    expect(inventory.unknown).toEqual([
      { key: 'd', file: '/shop/d', novelty: expect.closeTo(0.6) as number },
    ]);
    expect(inventory.broken).toEqual([{ key: 'x', error: 'x: an empty file' }]);
    expect(inventory.changes).toEqual({
      ...{ added: [], changed: [], moved: [] },
      removed: [{ key: 'b', category: 'hat' }],
    });
    expect(inventory.classes.map((one) => [one.class, one.items])).toEqual([
      ['hat', 3],
      ['boot', 1],
      ['cap', 1],
    ]);
  });

  it('lists what changed since a time', async () => {
    const { changes } = await takeInventory(catalogue, { ...options, since: new Date(0) });
    expect(changes.added.map(({ key }) => key)).toEqual(['a', 'c', 'd', 'e', 'f', 'g']);
    expect(changes.removed).toEqual([]);
  });

  it('writes tables', () => {
    const tables = inventoryTables(inventory);
    const [first, second] = inventory.earlier.map(({ finished }) => finished.toISOString());
    expect(tables['counts.csv']).toBe(
      `attribute,value,items,${first},${second}\ncategory,boot,2,1,2\ncategory,hat,2,3,3\ncolour,red,2,3,3\n`,
    );
    expect(tables['duplicates.csv']).toContain('\n2,nearly equal,a,/shop/a\n');
    expect(tables['without-picture.csv']).toBe('key\ne\n');
  });
});

describe('corrections', () => {
  it('are the classes of pictures for training, before categories', async () => {
    const pictures = await labelledPictures(catalogue.db);
    expect(pictures.map(({ key, category }) => [key, category])).toEqual([
      ['a', 'hat'],
      ['c', 'cap'],
      ['d', 'boot'],
      ['f', null],
      ['g', null],
    ]);
  });

  it('can be replaced, and stay with items that get another name', async () => {
    await storeCorrections(catalogue.db, [{ key: 'c', category: 'beret' }]);
    await catalogue.put([{ key: 'new c', content: 'c' }], [{ key: 'new c', from: 'c' }]);
    const moved = (await labelledPictures(catalogue.db)).find(({ key }) => key === 'new c');
    expect(moved?.category).toBe('beret');
    expect(await keysAmong(catalogue.db, ['c', 'new c', 'd'])).toEqual(new Set(['new c', 'd']));
  });

  it('stay with items that get another picture', async () => {
    await catalogue.put([{ key: 'd', content: 'a better picture', attributes: { category: 'hat' } }]);
    const items = await labelledPictures(catalogue.db);
    expect(items.find(({ key }) => key === 'd')?.category).toBe('boot');
  });
});

describe('netChanges', () => {
  const changes = (...list: [string, 'added' | 'changed' | 'moved' | 'removed'][]) =>
    Object.entries(netChanges(list.map(([key, kind]) => ({ key, kind, category: null }))))
      .filter(([, items]) => items.length > 0)
      .map(([kind, items]) => [kind, ...items.map(({ key }) => key)]);

  it('adds up what happened to an item', () => {
    expect(changes(['a', 'added'], ['b', 'changed'], ['a', 'changed'], ['b', 'removed'])).toEqual([
      ['added', 'a'],
      ['removed', 'b'],
    ]);
    expect(changes(['a', 'added'], ['a', 'removed'])).toEqual([]);
    expect(changes(['a', 'removed'], ['a', 'added'], ['b', 'moved'])).toEqual([
      ['changed', 'a'],
      ['moved', 'b'],
    ]);
  });
});
