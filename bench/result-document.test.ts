import { expect, test } from 'vitest';
import { resultRows, whyNotQuotable } from './result-document.ts';
import { median, ratio } from './statistics.ts';
import type { Measurement } from './take-turns.ts';

function measured(name: string, speeds: number[], more: Partial<Measurement> = {}): Measurement {
  const bursts = speeds.map((speed, index) => ({
    images: speed * 2,
    seconds: 2,
    peakMemoryMiB: 100 + index,
  }));
  return { name, versions: { [name]: '1' }, note: '', bursts, idleShare: 0, ...more };
}

test('the median is the middle, or between the two in the middle', () => {
  expect(median([5, 1, 9])).toBe(5);
  expect(median([10, 9, 1, 2])).toBe(5.5);
  expect(() => median([])).toThrow(RangeError);
});

test('the ratio is ours over theirs, and unknown without ours', () => {
  expect(ratio(300, 200)).toBe(1.5);
  expect(ratio(undefined, 200)).toBeNull();
});

test('a row has median, extremes, the highest peak and our ratio', () => {
  const [ours, theirs] = resultRows([
    measured('atelier', [400, 100, 300]),
    measured('other', [150, 200, 190]),
  ]);
  expect(ours).toEqual({
    name: 'atelier',
    imagesPerSecond: 300,
    ratio: 1,
    min: 100,
    max: 400,
    peakMemoryMiB: 102,
    versions: { atelier: '1' },
  });
  expect(theirs).toMatchObject({ imagesPerSecond: 190, min: 150, max: 200 });
  expect(theirs!.ratio).toBeCloseTo(300 / 190, 12);
});

test('without ours every ratio is null', () => {
  expect(resultRows([measured('other', [1, 2])])[0]!.ratio).toBeNull();
});

test('inference rows carry their batch size', () => {
  expect(resultRows([measured('atelier', [1])], 128)[0]!.batchSize).toBe(128);
});

test('an unknown peak of memory stays unknown', () => {
  const bursts = [{ images: 1, seconds: 1, peakMemoryMiB: null }];
  expect(resultRows([measured('other', [], { bursts })])[0]!.peakMemoryMiB).toBeNull();
});

test.each([
  ['', 0.5, 'used 50 % of a core while others ran'],
  ['fused Adam', 0.03, 'fused Adam; used 3 % of a core while others ran'],
  ['fused Adam', 0.001, 'fused Adam'],
  ['fused Adam', null, 'fused Adam'],
])('the note tells the variant and a peer that was not idle (%j, %j)', (note, idleShare, expected) => {
  expect(resultRows([measured('other', [1], { note, idleShare })])[0]!.note).toBe(expected);
});

test.each([
  [7, 0.02, []],
  [5, null, []],
  [1, 0, ['1 of at least 5 repetitions']],
  [7, 0.5, ['other programs used 0.5 of 2 cores meanwhile']],
])(
  '%i repetitions with %s cores used by others: %j against quoting',
  (repetitions, othersCores, expected) => {
    expect(whyNotQuotable(repetitions, othersCores, 2)).toEqual(expected);
  },
);
