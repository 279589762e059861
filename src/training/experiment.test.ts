// Experiments: reading the file, and comparing runs, worked out by hand.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import type { EpochResult } from './progress.ts';
import { compareVariants, parseExperiment, type RunOutcome } from './experiment.ts';

const written = {
  name: 'dropout',
  question: 'Does dropout help?',
  seeds: [1, 2, 3],
  base: { epochs: 2, optimizer: { type: 'sgd' } },
  variants: { without: {}, with: { architecture: 'paper-cnn', epochs: 3 } },
};

const at = (path: readonly (string | number)[]) => ['file.yaml', ...path].join('/');

describe('parseExperiment', () => {
  it('gives each variant the shared options and its own', () => {
    const { variants, seeds } = parseExperiment(written, at);
    expect([...variants.keys()]).toEqual(['without', 'with']);
    expect(variants.get('without')).toMatchObject({
      epochs: 2,
      optimizer: { type: 'sgd' },
      validationSeed: 1,
    });
    expect(variants.get('with')).toMatchObject({ epochs: 3, optimizer: { type: 'sgd' } });
    expect(seeds).toEqual([1, 2, 3]);
  });

  it('has seeds 1, 2 and 3 by default, and at most 100', () => {
    const { seeds, ...rest } = written;
    expect(seeds).toEqual([1, 2, 3]);
    expect(parseExperiment(rest, at).seeds).toEqual([1, 2, 3]);
    const many = Array.from({ length: 100 }, (_, i) => i);
    const { variants } = parseExperiment({ ...written, seeds: many }, at);
    expect(variants.get('with')).toMatchObject({ validationSeed: 0 });
  });

  it('merges nested options of a variant', () => {
    const layers = [{ type: 'dense', units: '$units' }, '$last'];
    const base = { epochs: '$epochs', architecture: { name: 'net', layers } };
    const a = { set: { epochs: 4, units: 7, last: null } };
    const b = { set: { epochs: 5, units: 'classes', last: { type: 'flatten' } } };
    const { variants } = parseExperiment({ ...written, base, variants: { a, b } }, at);
    expect(variants.get('a')).toMatchObject({
      epochs: 4,
      architecture: { layers: [{ type: 'dense', units: 7 }] },
    });
    expect(variants.get('b')).toMatchObject({
      epochs: 5,
      architecture: { layers: [{}, { type: 'flatten' }] },
    });
  });

  it.each<[string, object, RegExp]>([
    ['a word that is not set', { base: { epochs: '$epochs' } }, /without: set: .*value for epochs/],
    ['an unknown key', { variant: {} }, /^file\.yaml\/variant: .*variant/],
    ['one variant', { variants: { only: {} } }, /^file\.yaml\/variants: variants: expected two or more, got/],
    [
      'a wrong option of a variant',
      { variants: { a: {}, b: { epochs: 0 } } },
      /^file\.yaml\/variants\/b: b: epochs: /,
    ],
    [
      'a variant whose name is no file name',
      { variants: { a: {}, 'b/c': {} } },
      /^file\.yaml\/variants\/b\/c: variants: expected letters.*, got "b\/c"$/,
    ],
    ['a name that is no file name', { name: '../x' }, /^file\.yaml\/name: name: expected letters/],
    ['no seed', { seeds: [] }, /^file\.yaml\/seeds: seeds: /],
    ['a seed below 0', { seeds: [-1] }, /seeds: 0: expected a whole number from 0, got -1$/],
    ['101 seeds', { seeds: Array.from({ length: 101 }, (_, i) => i) }, /^file\.yaml\/seeds: seeds: /],
    ['a word where nothing is set', { base: { epochs: '$epochs' } }, /which base uses, got nothing$/],
    [
      'a word that base asks for, of which there are others',
      { base: { epochs: '$epochs' }, variants: { a: { set: { units: 1, last: 2 } }, b: {} } },
      /^file\.yaml\/variants\/a: a: set: expected a value for epochs, which base uses, got units, last$/,
    ],
  ])('refuses %s', (_, changes, message) => {
    const parse = () => parseExperiment({ ...written, ...changes }, at);
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(message);
  });
});

describe('compareVariants', () => {
  const experiment = parseExperiment(written, at);
  const outcome = (variant: string, seed: number, correct: readonly number[]): RunOutcome => ({
    ...{ variant, seed, correct },
    ...{ parameters: 10, seconds: seed, trainingAccuracy: 0.9, history: [] },
  });
  const outcomes = [
    outcome('without', 1, [1, 1, 0, 0]),
    outcome('without', 2, [1, 0, 0, 0]),
    outcome('without', 3, [1, 1, 1, 0]),
    outcome('with', 1, [1, 1, 1, 0]),
    outcome('with', 2, [1, 1, 1, 1]),
    outcome('with', 3, [1, 1, 1, 0]),
  ];

  it('reports mean, standard deviation and interval over seeds', () => {
    const [without] = compareVariants(experiment, outcomes);
    expect(without!.accuracies).toEqual([0.5, 0.25, 0.75]);
    expect(without!.accuracy).toBeCloseTo(0.5, 12);
    expect(without!.standardDeviation).toBeCloseTo(0.25, 12);
    // 0.5 ± 4.303 · 0.25 / √3
    expect(without!.interval![0]).toBeCloseTo(0.5 - 0.62108, 4);
    expect(without!.seconds).toBe(2);
    expect(without!.comparison).toBeUndefined();
  });

  it('compares with the first, picture by picture', () => {
    const [, withIt] = compareVariants(experiment, outcomes);
    // Shares 1, 2/3, 1/3, 0 against 1, 1, 1, 1/3: differences 0, 1/3, 2/3, 1/3 with the mean 1/3.
    expect(withIt!.comparison!.difference).toBeCloseTo(1 / 3, 12);
    const error = Math.sqrt(2 / 9 / 3 / 4);
    expect(withIt!.comparison!.low).toBeCloseTo(1 / 3 - 1.959964 * error, 5);
  });

  it('uses Student’s t for any number of seeds', () => {
    // Quantiles of 97.5 % for 1 to 10 degrees of freedom as in any table, then for 11, 30 and 99.
    const table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228];
    const expected = [
      ...table.map((t, i) => [i + 1, t] as const),
      [11, 2.201],
      [30, 2.0423],
      [99, 1.9842],
    ] as const;
    for (const [degrees, t] of expected) {
      const seeds = Array.from({ length: degrees + 1 }, (_, i) => i);
      // Accuracies of 0 and 1 in turn, so that the deviation follows from their number alone.
      const runs = seeds.flatMap((seed) =>
        ['without', 'with'].map((name) => outcome(name, seed, [seed % 2])),
      );
      const [{ interval, accuracy, standardDeviation }] = compareVariants({ ...experiment, seeds }, runs) as [
        Required<ReturnType<typeof compareVariants>[number]>,
      ];
      const count = degrees + 1;
      const mean = Math.floor(count / 2) / count;
      expect(accuracy).toBeCloseTo(mean, 12);
      expect(standardDeviation).toBeCloseTo(Math.sqrt((mean * (1 - mean) * count) / degrees), 9);
      const reach = (t * standardDeviation) / Math.sqrt(count);
      expect(Math.abs((interval[1] - accuracy) / reach - 1)).toBeLessThan(0.005);
      expect(interval[1] - accuracy).toBeCloseTo(accuracy - interval[0], 12);
      if (degrees <= 10) expect(interval[1] - accuracy).toBeCloseTo(reach, 9);
    }
  });

  it('corrects p for the number of comparisons', () => {
    const many = Array.from({ length: 40 }, (_, i) => i);
    const of = (variant: string, right: number) =>
      [1, 2].map((seed) =>
        outcome(
          variant,
          seed,
          many.map((i) => (i < right ? 1 : 0)),
        ),
      );
    const three = parseExperiment({ ...written, seeds: [1, 2], variants: { a: {}, b: {}, c: {} } }, at);
    const two = parseExperiment({ ...written, seeds: [1, 2], variants: { a: {}, b: {} } }, at);
    const runs = [...of('a', 20), ...of('b', 24), ...of('c', 26)];
    const alone = compareVariants(two, runs)[1]!.comparison!.p;
    const [, b, c] = compareVariants(three, runs).map(({ comparison }) => comparison?.p);
    // Holm's: the smaller of two counts twice, the larger once.
    const c1 = compareVariants(
      parseExperiment({ ...written, seeds: [1, 2], variants: { a: {}, c: {} } }, at),
      runs,
    )[1]!.comparison!.p;
    expect(c).toBeCloseTo(2 * c1, 12);
    expect(b).toBeCloseTo(Math.max(alone, 2 * c1), 12);
  });

  it('has no interval with one seed', () => {
    const single = parseExperiment({ ...written, seeds: [2] }, at);
    const [first] = compareVariants(single, outcomes);
    expect(first).toMatchObject({ accuracies: [0.25], standardDeviation: 0 });
    expect(first!.interval).toBeUndefined();
  });

  describe('a learning curve', () => {
    const after = (epoch: number, validationAccuracy: number, trainingAccuracy?: number): EpochResult => ({
      ...{ epoch, validationAccuracy, trainingAccuracy },
      ...{ learningRate: 1, loss: 1, accuracy: 0.3, validationLoss: 1, seconds: 1 },
    });
    const curveOf = (...histories: EpochResult[][]) => {
      const seeds = histories.map((_, i) => i + 1);
      const runs = histories.map((history, i) => ({ ...outcome('without', i + 1, [1]), history }));
      const others = seeds.map((seed) => outcome('with', seed, [1]));
      return compareVariants({ ...experiment, seeds }, [...runs, ...others])[0]!.curve;
    };

    it('is the mean over seeds after each epoch that all have', () => {
      const longer = [after(1, 0.4, 0.5), after(2, 0.6, 0.8), after(3, 0.7, 0.9)];
      const curve = curveOf(longer, [after(1, 0.6, 0.7), after(2, 0.8, 1)])!;
      expect(curve.epochs).toEqual([1, 2]);
      [0.6, 0.9].forEach((value, i) => expect(curve.training[i]).toBeCloseTo(value, 12));
      [0.5, 0.7].forEach((value, i) => expect(curve.validation[i]).toBeCloseTo(value, 12));
    });

    it('is absent if training pictures were not measured', () => {
      expect(curveOf([after(1, 0.4)])).toBeUndefined();
      expect(curveOf([])).toBeUndefined();
    });
  });
});
