import { expect, test } from 'vitest';
import { idealImagesPerSecond } from './floor.ts';
import type { Machine } from './machine.ts';
import { defaults, questionOf } from './question.ts';
import { resultDocument, resultRows, speedsOf, whyNotQuotable, type Outcome } from './result-document.ts';
import { median, ratio } from './statistics.ts';
import type { Measurement } from './take-turns.ts';
import { machine as idle } from './testing/machine.ts';

function measured(name: string, speeds: number[], more: Partial<Measurement> = {}): Measurement {
  const bursts = speeds.map((speed, index) => ({
    images: speed * 2,
    seconds: 2,
    peakMemoryMiB: 100 + index,
  }));
  return { name, versions: { [name]: '1' }, note: '', bursts, idleShare: 0, ...more };
}

const rowsOf = (measurements: Measurement[]) =>
  resultRows({ architecture: 'lenet5', batchSize: 8, measurements }, 1200);

test('the median is the middle value, or the mean of the two middle values', () => {
  expect(median([5, 1, 9])).toBe(5);
  expect(median([10, 9, 1, 2])).toBe(5.5);
  expect(() => median([])).toThrow(RangeError);
});

test('the ratio is Atelier’s speed over the peer’s, and null without Atelier’s', () => {
  expect(ratio(300, 200)).toBe(1.5);
  expect(ratio(undefined, 200)).toBeNull();
});

test('a row has its case, median, extremes, highest memory peak, ratio and fraction of the floor', () => {
  const [ours, theirs] = rowsOf([measured('atelier', [400, 100, 300]), measured('other', [150, 200, 190])]);
  expect(ours).toEqual({
    architecture: 'lenet5',
    batchSize: 8,
    name: 'atelier',
    imagesPerSecond: 300,
    ratio: 1,
    fractionOfFloor: 0.25,
    min: 100,
    max: 400,
    peakMemoryMiB: 102,
    versions: { atelier: '1' },
  });
  expect(theirs).toMatchObject({ imagesPerSecond: 190, min: 150, max: 200 });
  expect(theirs!.ratio).toBeCloseTo(300 / 190, 12);
});

test('without Atelier’s speed every ratio is null', () => {
  expect(rowsOf([measured('other', [1, 2])])[0]!.ratio).toBeNull();
});

test('an unknown memory peak stays null', () => {
  const bursts = [{ images: 1, seconds: 1, peakMemoryMiB: null }];
  expect(rowsOf([measured('other', [], { bursts })])[0]!.peakMemoryMiB).toBeNull();
});

test.each([
  ['', 0.5, 'used 50 % of a core while others ran'],
  ['fused Adam', 0.03, 'fused Adam; used 3 % of a core while others ran'],
  ['fused Adam', 0.001, 'fused Adam'],
  ['fused Adam', null, 'fused Adam'],
])('the note tells the variant and a peer that was not idle (%j, %j)', (note, idleShare, expected) => {
  expect(rowsOf([measured('other', [1], { note, idleShare })])[0]!.note).toBe(expected);
});

test.each([
  [7, 0.02, []],
  [5, null, []],
  [1, 0, ['expected at least 5 repetitions, got 1']],
  [7, 0.5, ['lenet5: other programs used 0.5 of 2 cores']],
])(
  '%i repetitions with %s cores used by others: %j against quoting',
  (repetitions, othersCores, expected) => {
    expect(whyNotQuotable(repetitions, [{ what: 'lenet5', othersCores }], 2)).toEqual(expected);
  },
);

const machine: Machine = { ...idle, loadBefore: 0, peakGflops: 100 };

const outcomes: Outcome[] = [
  {
    architecture: 'lenet5',
    batchSize: 1,
    measurements: [measured('atelier', [30]), measured('tensorflow', [20])],
    missing: [],
    othersCores: 0.4,
  },
  {
    architecture: 'resnet20',
    batchSize: 1,
    measurements: [measured('atelier', [10])],
    missing: [{ name: 'tensorflow', reason: 'killed' }],
    othersCores: 0.01,
  },
];

test.each(['train-step', 'inference'] as const)('%s of several networks is one document', (command) => {
  const question = questionOf(command, { ...defaults, arch: 'lenet5,resnet20', batchSize: '1' });
  const document = resultDocument(question, machine, 0, outcomes);
  expect(document).toMatchObject({
    command,
    machine,
    threads: 2,
    repetitions: 7,
    othersCores: 0.4,
    notQuotable: ['lenet5, batch 1: other programs used 0.4 of 2 cores'],
    results: [
      { architecture: 'lenet5', batchSize: 1, name: 'atelier', imagesPerSecond: 30, ratio: 1 },
      { architecture: 'lenet5', batchSize: 1, name: 'tensorflow', imagesPerSecond: 20, ratio: 1.5 },
      { architecture: 'resnet20', batchSize: 1, name: 'atelier', imagesPerSecond: 10, ratio: 1 },
    ],
    missing: [{ architecture: 'resnet20', batchSize: 1, name: 'tensorflow', reason: 'killed' }],
  });
  const ideal = idealImagesPerSecond(command, 'resnet20', 100);
  expect(document.results[2]!.fractionOfFloor).toBeCloseTo(10 / ideal, 12);
});

test('other programs that ran while the peak was measured are named too', () => {
  const question = questionOf('train-step', { ...defaults, arch: 'lenet5', batchSize: '1' });
  expect(resultDocument(question, machine, 0.9, []).notQuotable).toEqual([
    'the matrix product: other programs used 0.9 of 2 cores',
  ]);
});

test('if the use of one case is unknown, the worst use is unknown', () => {
  const unknown = outcomes.map((outcome) => ({ ...outcome, othersCores: null }));
  const question = questionOf('train-step', { ...defaults, arch: 'lenet5,resnet20', batchSize: '1' });
  expect(resultDocument(question, machine, 0, unknown).othersCores).toBeNull();
});

test('the line of a case has the medians and the missing peers', () => {
  expect(speedsOf(outcomes[0]!)).toBe('images/s: atelier 30.00, tensorflow 20.00');
  expect(speedsOf(outcomes[1]!)).toBe('images/s: atelier 10.00, tensorflow missing (killed)');
});
