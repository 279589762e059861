// The conversion of samples to bytes, by one scale for all splits.
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import type { Samples } from '../pictures/samples.ts';
import type { SamplePart } from './pixel-parts.ts';
import { bytesOfParts } from './set-scale.ts';

const part = (samples: Samples, source: string, more: Partial<SamplePart> = {}): SamplePart => ({
  ...{ count: 1, channels: 1, height: 1, width: samples.length, samples },
  ...{ labels: [0], imagesSource: source, labelsSource: source },
  ...more,
});

const read = (train: Samples, test?: Samples) => {
  const { parts, notices } = bytesOfParts({
    train: part(train, 'train'),
    ...(test && { test: part(test, 'test') }),
  });
  return { train: [...parts.train.images], test: parts.test && [...parts.test.images], notices };
};

describe('a set', () => {
  it.each<[what: string, samples: Samples, bytes: number[]]>([
    ['of bytes', Uint8Array.of(0, 1, 200), [0, 1, 200]],
    ['of bytes that are 0 or 1', Uint8Array.of(0, 1), [0, 255]],
    ['of whole numbers to 255', Float64Array.of(0, 7, 255), [0, 7, 255]],
    ['of floats to 1', Float32Array.of(0, 0.5, 1), [0, 128, 255]],
    ['of floats a little beyond 1', Float32Array.of(-0.04, 0.5, 1.05), [0, 128, 255]],
    ['of floats to 255', Float32Array.of(0, 0.5, 254.5), [0, 1, 255]],
  ])('%s is scaled without a notice', (_, samples, bytes) =>
    expect(read(samples)).toEqual({ train: bytes, test: undefined, notices: [] }),
  );

  const digits = [0, 4, 16];
  it.each<[what: string, samples: Samples, bytes: number[], notice: string]>([
    [
      'digits of 0 to 16 as floats',
      Float64Array.from(digits),
      [0, 64, 255],
      'from 0 to 16; they are scaled to 0 to 255',
    ],
    [
      'digits of 0 to 16 as signed bytes',
      Int8Array.from(digits),
      [0, 64, 255],
      'from 0 to 16; they are scaled',
    ],
    ['digits of 0 to 16 as bytes', Uint8Array.from(digits), [0, 64, 255], 'from 0 to 16; they are scaled'],
    [
      'digits of 0 to 16 between the numbers',
      Float32Array.of(0, 4.5, 16),
      [0, 72, 255],
      'from 0 to 16; they are scaled',
    ],
    ['4 bits', Uint8Array.of(0, 5, 15), [0, 85, 255], 'from 0 to 15; they are scaled'],
    ['signed bytes', Int8Array.of(0, 127), [0, 255], 'from 0 to 127; they are scaled'],
    [
      'signed bytes that do not reach their end',
      Int8Array.of(0, 100),
      [0, 201],
      'to 100; they are read as 7 bits (0 to 127) and scaled to 0 to 255',
    ],
    ['signed 16 bits', Int16Array.of(0, 32_767), [0, 255], 'from 0 to 32767; they are scaled'],
    [
      '12 bits',
      Uint16Array.of(0, 4080),
      [0, 254],
      'from 0 to 4080; they are read as 12 bits (0 to 4095) and scaled to 0 to 255',
    ],
    [
      'bytes that are dark',
      Uint8Array.of(0, 100),
      [0, 100],
      'from 0 to 100 on a scale to 255, so the pictures are dark',
    ],
    [
      'floats that are dark',
      Float32Array.of(0, 0.3),
      [0, 77],
      'from 0 to 0.3 on a scale to 1, so the pictures are dark',
    ],
  ])('of %s is scaled with a notice', (_, samples, bytes, notice) => {
    const found = read(samples);
    expect([found.train, found.notices.length]).toEqual([bytes, 1]);
    expect(found.notices[0]).toContain(
      `samples go ${notice.startsWith('from') ? notice : `from 0 ${notice}`}`,
    );
  });

  it.each<[what: string, samples: Samples, problem: RegExp]>([
    [
      'standardised floats',
      Float32Array.of(-2.1, 2.13),
      /^train: expected samples from 0, got -2.1; save them without standardising or centring$/,
    ],
    ['floats of -1 to 1', Float32Array.of(-1, 1), /expected samples from 0, got -1;/],
    ['signed numbers', Int8Array.of(-128, 127), /expected samples from 0, got -128;/],
    [
      'floats to 2',
      Float32Array.of(0, 0.5, 2),
      /^train: expected samples from 0 to 1, .*, got 0 to 2; scale them to 0 to 255 first$/,
    ],
    ['floats to 12', Float32Array.of(0.5, 12), /got 0 to 12;/],
    ['floats to 100', Float64Array.of(0.5, 99.5), /got 0 to 99.5;/],
    ['whole numbers to 100', Int32Array.of(0, 100), /got 0 to 100;/],
    ['bytes to 12', Uint8Array.of(0, 12), /got 0 to 12;/],
    ['bytes divided by 255 twice', Float32Array.of(0, 1 / 255), /got 0 to 0.00392157;/],
    ['20 bits', Uint32Array.of(0, 2 ** 20), /got 0 to 1048580;/],
    ['nothing but black', new Uint8Array(4), /^train: expected pictures, got only samples of 0$/],
    [
      'what is no number',
      Float32Array.of(0, NaN),
      /^train: expected finite numbers as samples, got infinite or invalid ones$/,
    ],
  ])('of %s is refused', (_, samples, problem) => {
    expect(() => read(samples)).toThrow(InputError);
    expect(() => read(samples)).toThrow(problem);
  });
});

describe('splits', () => {
  it('share one scale, found from all of them', () => {
    expect(read(Uint16Array.of(0, 4080), Uint16Array.of(0, 1020))).toMatchObject({
      train: [0, 254],
      test: [0, 64],
      notices: [
        expect.stringContaining('from 0 to 4080'),
        'the test split is darker: its samples reach only 1020 of 4080',
      ],
    });
    expect(read(Uint8Array.of(0, 127), Uint8Array.of(0, 200))).toEqual({
      train: [0, 127],
      test: [0, 200],
      notices: ['the train split is darker: its samples reach only 127 of 255'],
    });
    expect(read(Float32Array.of(0, 0.6), Float32Array.of(0, 1)).notices).toEqual([]);
  });

  it.each<[what: string, train: Samples, test: Samples, problem: string]>([
    [
      '0 to 255 and 0 to 1',
      Uint8Array.of(9, 255),
      Uint8Array.of(0, 1),
      'test: expected one scale for all splits, got samples up to 1 here and up to 255 in train',
    ],
    [
      '0 to 1 and 0 to 255',
      Float32Array.of(0.5, 1),
      Uint8Array.of(3, 255),
      'train: expected one scale for all splits, got samples up to 1 here and up to 255 in test',
    ],
    [
      '0 to 255 and black',
      Uint8Array.of(9, 255),
      new Uint8Array(2),
      'test: expected one scale for all splits, got samples up to 0 here and up to 255 in train',
    ],
  ])('of %s are refused', (_, train, test, problem) => expect(() => read(train, test)).toThrow(problem));

  it('have channels converted to planes, picture by picture', () => {
    const samples = Uint8Array.from({ length: 24 }, (_, i) => 10 * i);
    const shape = { count: 2, channels: 3, height: 2, width: 2, isInterleaved: true };
    const { parts } = bytesOfParts({ train: part(samples, 'train', shape) });
    const expected = [0, 3, 6, 9, 1, 4, 7, 10, 2, 5, 8, 11, 12, 15, 18, 21, 13, 16, 19, 22, 14, 17, 20, 23];
    expect([...parts.train.images]).toEqual(expected.map((i) => 10 * i));
  });
});
