import { describe, expect, it } from 'vitest';
import { parseCondition } from '../../../../../src/catalogue/where/parse.ts';
import type { ReviewItem } from '../../../../../src/server/studio/contract/catalogue.ts';
import { toBase64 } from '../../../core/base64.ts';
import { commandOf } from './command.ts';
import { hasValue, narrowed } from './condition.ts';
import { decided, noProgress, quickClasses, quickKey, skipped, takenBack, waiting } from './queue.ts';
import { changed, readCatalogueSearch, toggled } from './search.ts';
import { decisionsCsv, duplicatesCsv, itemsCsv, reviewCsv } from './tables.ts';

describe('the address', () => {
  it('gives what is valid, and keys as texts', () => {
    const search = { view: 'review', item: 17, like: ['a', 'a', 3], diverse: 2, where: '', other: 1 };
    expect(readCatalogueSearch(search)).toEqual({ view: 'review', item: '17', like: ['a', '3'] });
  });

  it('loses what is taken back', () => {
    expect(changed({ where: 'a', item: 'b' }, { where: undefined })).toEqual({ item: 'b' });
    expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
    expect(toggled(['a'], 'a')).toBeUndefined();
    expect(toggled(undefined, 'a')).toEqual(['a']);
  });
});

describe('conditions', () => {
  const parsed = (text: string) =>
    parseCondition(text, { attributes: ['colour', 'neck "line"', 'not', 'size'] });

  it('say what is meant, whatever the names and values', () => {
    expect(parsed(hasValue({ name: 'neck "line"', type: 'text' }, "o'clock"))).toMatchObject({
      ...{ name: 'neck "line"', comparator: '=', value: "o'clock" },
    });
    expect(parsed(hasValue({ name: 'not', type: 'number' }, '38'))).toMatchObject({ name: 'not', value: 38 });
  });

  it('narrow as a whole', () => {
    const where = narrowed("colour = 'red' or size = 3", 'size = 4');
    expect(parsed(where)).toMatchObject({ kind: 'and', conditions: [{ kind: 'or' }, { value: 4 }] });
    expect(narrowed(undefined, 'size = 4')).toBe('size = 4');
    expect(narrowed('size = 3', 'size = 4')).toBe('size = 3 and size = 4');
  });
});

describe('the queue', () => {
  const items = ['a', 'b', 'c'].map((key) => ({ key }) as ReviewItem);
  const keys = (progress: typeof noProgress) => waiting(items, progress).map(({ key }) => key);

  it('moves on; what was skipped comes last', () => {
    expect(keys(decided(noProgress, 'a'))).toEqual(['b', 'c']);
    const later = skipped(skipped(noProgress, 'a'), 'b');
    expect(keys(later)).toEqual(['c', 'a', 'b']);
    expect(keys(decided(later, 'a'))).toEqual(['c', 'b']);
  });

  it('shows what was taken back at once', () => {
    const done = decided(decided(noProgress, 'a'), 'c');
    expect(keys(takenBack(done, 'c'))).toEqual(['c', 'b']);
    expect(keys(decided(takenBack(done, 'c'), 'c'))).toEqual(['b']);
  });

  it('gives each class of a small model its own key, and of a large one those that were given last', () => {
    expect(quickClasses(['x', 'y'], ['new', 'x'])).toEqual(['x', 'y', 'new']);
    const many = Array.from({ length: 1000 }, (_, i) => `class ${i}`);
    expect(quickClasses(many, ['class 7', 'new']).slice(0, 3)).toEqual(['class 7', 'new', 'class 0']);
    expect([0, 8, 9].map(quickKey)).toEqual(['1', '9', '0']);
  });
});

describe('what is copied', () => {
  const place = { place: 'my shop', option: '--in' } as const;

  it('is the command that does the same', () => {
    expect(commandOf(place, { like: ['boot 1'], where: "colour = 'red'", diverse: 0.3 })).toBe(
      String.raw`atelier catalogue search --like 'boot 1' --where 'colour = '\''red'\''' --diverse 0.3 --in 'my shop'`,
    );
    expect(commandOf(place, { where: 'price < 5' })).toBeUndefined();
  });

  it('has the bytes of a picture as base64', () => {
    const bytes = Uint8Array.from({ length: 20_001 }, (_, i) => i % 256);
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
  });
});

describe('what is saved', () => {
  it('has a row for each item, also of a group', () => {
    const found = { key: 'a', category: null, hasPicture: true, score: 0.5, copies: ['b', 'c'] };
    expect(itemsCsv([found])).toBe('key,category,score,copies\na,,0.5,b c\n');
    const groups = [{ kind: 'equal' as const, keys: ['a', 'b'] }];
    expect(duplicatesCsv({ total: 1, items: groups })).toBe('group,kind,key\n1,equal,a\n1,equal,b\n');
  });

  it('says why a person has to look, and what one decided', () => {
    const item: ReviewItem = {
      ...{ key: 'a', class: 'Bag', probability: 0.5, novelty: null, category: 'Hat' },
      reasons: ['not sure', 'another category'],
    };
    expect(reviewCsv([item])).toBe(
      'key,category,class,probability,novelty,reasons\na,Hat,Bag,0.5,,not sure; another category\n',
    );
    expect(decisionsCsv([{ key: 'a', category: 'Hat', at: 0 }])).toBe(
      'key,class,decided\na,Hat,1970-01-01T00:00:00.000Z\n',
    );
  });
});
