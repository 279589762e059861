// The pictures that are held back: the data's own validation split, or one in twelve of each class.
import { describe, expect, it } from 'vitest';
import { countByClass } from '../data/by-class.ts';
import { InputError } from '../errors.ts';
import { noisyPictures } from './testing/small-run.ts';
import { splitValidation, withValidation } from './validation-split.ts';

describe('withValidation', () => {
  const [data, validation] = [noisyPictures(24, 1), noisyPictures(9, 2)];

  it('keeps both splits if there are two', () => {
    const given = { train: data, validation };
    expect(withValidation(given, 1)).toEqual(given);
  });

  it('cuts one off if there is none', () => {
    expect(withValidation({ train: data }, 3)).toEqual(splitValidation(data, 3));
  });

  it('refuses an invalid data set, and names its split', () => {
    const broken = { ...data, count: 0 };
    expect(() => withValidation({ train: broken, validation }, 1)).toThrow(
      new InputError('data: count: expected a whole number from 1, got 0'),
    );
    expect(() => withValidation({ train: data, validation: broken }, 1)).toThrow(
      new InputError('validation: count: expected a whole number from 1, got 0'),
    );
    expect(() => splitValidation(broken, 1)).toThrow(InputError);
  });
});

describe('splitValidation', () => {
  it.each([
    [36, 3],
    [42, 4], // 3.5
    [120, 10],
  ])('holds back a twelfth of %d, %d, equally from each class', (count, held) => {
    const { train, validation } = splitValidation(noisyPictures(count, 1), 5);
    expect([train.count, validation.count]).toEqual([count - held, held]);
    const counts = countByClass(validation.labels, 3);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('depends on the seed only', () => {
    const data = noisyPictures(60, 1);
    expect(splitValidation(data, 5)).toEqual(splitValidation(data, 5));
    expect(splitValidation(data, 6)).not.toEqual(splitValidation(data, 5));
  });

  it.each([
    [5, 'noise: 5 pictures of 3 classes'],
    [1, 'noise: 1 picture of one class'],
  ])('refuses %d pictures, of which a twelfth is none', (count, which) => {
    expect(() => splitValidation(noisyPictures(count, 1), 1)).toThrow(
      new InputError(
        `${which} are too few to hold back one in 12 for validation and keep some of each class: add pictures, or a validation split`,
      ),
    );
  });

  it('holds back one of six, unless each is the only one of its class', () => {
    expect(splitValidation(noisyPictures(6, 1), 1).validation.count).toBe(1);
    const six = noisyPictures(6, 1);
    const single = { ...six, classNames: [...'abcdef'], labels: Int32Array.of(0, 1, 2, 3, 4, 5) };
    expect(() => splitValidation(single, 1)).toThrow(/^noise: 6 pictures of 6 classes are too few/);
  });
});
