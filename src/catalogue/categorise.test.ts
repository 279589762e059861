import { describe, expect, it } from 'vitest';
import { categorise } from './categorise.ts';
import type { JudgedItem } from './store/judged-items.ts';

const rules = { classNames: ['T-shirt/top', 'Ankle boot'], minConfidence: 0.8, noveltyThreshold: 0.5 };
const item = (key: string, change: Partial<JudgedItem> = {}): JudgedItem => ({
  ...{ key, file: `/${key}`, category: null, label: 0, probability: 0.9, novelty: 0.1, correction: null },
  ...change,
});

describe('categorise', () => {
  it('lists what is unlike the training data, not sure, or in another category, the strangest first', () => {
    const { review } = categorise(
      [
        item('fine', { probability: 0.8, novelty: 0.5 }),
        item('unsure', { probability: 0.79 }),
        item('strange', { probability: 0.99, novelty: 0.51 }),
        item('boot', { category: 'ankle_boot' }),
        item('both', { probability: 0.3, category: 'ankle-boot' }),
      ],
      rules,
    );
    expect(review.map(({ key, reasons }) => [key, ...reasons])).toEqual([
      ['strange', 'unlike the training data'],
      ['both', 'not sure', 'another category'],
      ['unsure', 'not sure'],
      ['boot', 'another category'],
    ]);
  });

  it('compares categories with class names, whatever their punctuation, and leaves other categories', () => {
    const items = ['t-shirt top', 'T-SHIRT_TOP', 'Ankle Boot', 'hat', null].map((category, i) =>
      item(String(i), { category }),
    );
    expect(categorise(items, rules).compared).toEqual({ items: 3, different: 1 });
  });

  it('counts corrected items in the class of the correction, and looks at them no more', () => {
    const { classes, review } = categorise(
      [
        item('a', { correction: 'ankle boot', probability: 0.1, novelty: 9 }),
        item('b', { correction: 'hat' }),
        item('c', { correction: 'cap', category: 'Ankle boot' }),
        item('d', { probability: 0.1 }),
      ],
      rules,
    );
    expect(review.map(({ key }) => key)).toEqual(['d']);
    expect(classes).toEqual([
      { class: 'T-shirt/top', items: 1, review: 1, corrected: 0 },
      { class: 'Ankle boot', items: 1, review: 0, corrected: 1 },
      { class: 'cap', items: 1, review: 0, corrected: 1 },
      { class: 'hat', items: 1, review: 0, corrected: 1 },
    ]);
  });

  it('takes no picture for novel if the model does not tell', () => {
    const items = [item('a', { novelty: null }), item('b', { novelty: 9 })];
    const { review } = categorise(items, { classNames: rules.classNames, minConfidence: 0.8 });
    expect(review).toEqual([]);
  });
});
