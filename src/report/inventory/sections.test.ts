// The report on an inventory: its counts by hand, its limits, and names that would be markup.
import { describe, expect, it } from 'vitest';
import type { Inventory } from '../../catalogue/inventory.ts';
import { inventorySections } from './sections.ts';
import { mostShown, shownFiles } from './strips.ts';

const day = (date: number) => new Date(Date.UTC(2026, 10, date, 12, 5));
const evil = '<b>&"';
const empty: Inventory = {
  ...{ items: 0, withoutPicture: [], attributes: [], classes: [], earlier: [], lastSync: null, since: null },
  ...{ changes: { added: [], changed: [], moved: [], removed: [] }, duplicates: [], unknown: [], broken: [] },
};
const pictured = (key: string) => ({ key, file: `/shop/${key}` });

/** The text of a section, without its tags. */
function words(inventory: Inventory, id: string, addresses = new Map<string, string>()): string {
  const html = inventorySections(inventory, addresses).find((section) => section.id === id)!.content.text;
  return html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

describe('the sections of an inventory', () => {
  it('count categories that have items, findings, and what changed', () => {
    const inventory: Inventory = {
      ...{ ...empty, items: 3, withoutPicture: ['x'], lastSync: day(30) },
      attributes: [
        {
          name: 'category',
          values: [
            { value: 'hat', items: 2, earlier: [1] },
            { value: 'boot', items: 1, earlier: [1] },
            { value: 'bag', items: 0, earlier: [4] },
          ],
        },
      ],
      earlier: [{ source: '/shop', finished: day(1), counts: { added: 6 } }],
      changes: { ...empty.changes, added: [{ key: 'new.png', category: 'hat' }] },
      broken: [{ key: 'y', error: 'y: an empty file' }],
    };
    const summary = words(inventory, 'summary');
    expect(summary).toContain('The catalogue has 3 items in 2 categories. ');
    expect(summary).toContain(
      'items without a picture 1 groups of duplicates 0 unknown pictures 0 broken files 1',
    );
    expect(words(inventory, 'counts')).toMatch(
      /category value 2026-11-01 12:05 now hat 1 2 boot 1 1 bag 4 0$/,
    );
    const changes = words(inventory, 'changes');
    expect(changes).toContain('in the last synchronisation, which ended on 2026-11-30 12:05 UTC');
    expect(changes).toContain('added 1 new.png changed 0 moved 0 removed 0');
    expect(words({ ...inventory, since: day(2) }, 'changes')).toContain('since 2026-11-02 12:05 UTC');
    expect(words(inventory, 'faults')).toContain('y y: an empty file');
  });

  it('say so where there is nothing', () => {
    expect(words(empty, 'summary')).toMatch(/^The catalogue has 0 items\s*\. /);
    expect(words(empty, 'counts')).toBe('The items have no attribute with few values.');
    expect(words(empty, 'duplicates')).toBe('No two items have equal or nearly equal pictures.');
    expect(words(empty, 'faults')).toBe('Items without a picture: none. All files can be read.');
  });

  it('show so many pictures, and tell that there are more', () => {
    const unknown = Array.from({ length: mostShown + 1 }, (_, i) => ({ ...pictured(`u${i}`), novelty: 0.5 }));
    const duplicates = Array.from({ length: mostShown / 2 + 1 }, (_, i) => ({
      ...{ kind: 'equal' as const, items: Array.from({ length: 7 }, (_, j) => pictured(`d${i}-${j}`)) },
    }));
    const inventory = { ...empty, unknown, duplicates };
    const files = shownFiles(inventory);
    expect(files).toHaveLength(mostShown + 6 * (mostShown / 2));
    expect(files).not.toContain(`/shop/u${mostShown}`);
    expect(files).not.toContain('/shop/d0-6');
    expect(words(inventory, 'unknown')).toContain(
      `61 pictures are unlike the training data of the model. The number is the novelty. The first 60 are shown.`,
    );
    expect(words(inventory, 'duplicates')).toContain(
      '31 groups of items with the same picture: 31 with equal files, 0 with nearly equal',
    );
    expect(words(inventory, 'duplicates')).not.toContain('d30-0');
  });

  it('have pictures with their captions, and no markup of a shop’s names', () => {
    const inventory: Inventory = {
      ...{ ...empty, withoutPicture: [evil], broken: [{ key: evil, error: evil }] },
      attributes: [{ name: evil, values: [{ value: evil, items: 1, earlier: [] }] }],
      unknown: [{ key: evil, file: '/shop/evil', novelty: 0.75 }],
    };
    const addresses = new Map([['/shop/evil', 'data:image/webp;base64,AA']]);
    const html = inventorySections(inventory, addresses)
      .map(({ content }) => content.text)
      .join('');
    expect(html).toContain('<img src="data:image/webp;base64,AA" alt="&#60;b&#62;&#38;&#34;, 0.75">');
    expect(html).not.toContain('<b>');
    expect(html.match(/&#60;b&#62;/g)!.length).toBe(7);
  });
});
