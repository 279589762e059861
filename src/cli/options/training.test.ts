// The options of `train` at their bounds, and the configuration that they make with a file and a preset.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import type { TrainingConfigInput } from '../../training/config-schema.ts';
import { configurationOf, onlyGiven, trainingOptions, type TrainingOptions } from './training.ts';

const read = (...args: string[]): TrainingOptions =>
  trainingOptions()
    .reduce((command, option) => command.addOption(option), new Command())
    .parse(args, { from: 'user' })
    .opts();

const taken: [option: string, text: string, expected: TrainingOptions][] = [
  ['--preset', 'minute', { preset: 'minute' }],
  ['--mean', '0,0.5,1', { mean: [0, 0.5, 1] }],
  ['--std', '0.2,3', { std: [0.2, 3] }],
  ['--epochs', '1', { epochs: 1 }],
  ['--epochs', '100000', { epochs: 100_000 }],
  ['--batch-size', '1', { batchSize: 1 }],
  ['--batch-size', '65536', { batchSize: 65_536 }],
  ['--optimizer', 'sgd:momentum=0.9', { optimizer: 'sgd:momentum=0.9' }],
  ['--learning-rate', '0.1', { learningRate: 0.1 }],
  ['--weight-decay', '0', { weightDecay: 0 }],
  ['--weight-decay', '10', { weightDecay: 10 }],
  ['--schedule', 'cosine', { schedule: 'cosine' }],
  ['--sampling', 'stratified', { sampling: 'stratified' }],
  ['--imbalance', '1', { imbalance: 1 }],
  ['--imbalance', '10000', { imbalance: 10_000 }],
  ['--label-smoothing', '0', { labelSmoothing: 0 }],
  ['--focal', '0', { focal: 0 }],
  ['--focal', '20', { focal: 20 }],
  ['--class-weights', 'balanced', { classWeights: 'balanced' }],
  ['--class-weights', '1, 2.5', { classWeights: [1, 2.5] }],
  ['--class-weights', 'Shirt=3, A = b=2', { classWeights: { Shirt: 3, 'A = b': 2 } }],
  ['--clip-norm', '0.5', { clipNorm: 0.5 }],
  ['--teacher-weight', '1', { teacherWeight: 1 }],
  ['--temperature', '0.1', { temperature: 0.1 }],
  ['--temperature', '100', { temperature: 100 }],
  ['--ema', '0.99', { ema: 0.99 }],
  ['--swa', '0', { swa: 0 }],
  ['--monitor', 'loss', { monitor: 'loss' }],
  ['--patience', '1', { patience: 1 }],
  ['--reduce-on-plateau', '1', { reduceOnPlateau: 1 }],
  ['--measure-training', '1', { measureTraining: 1 }],
  ['--seed', '0', { seed: 0 }],
  ['--threads', '256', { threads: 256 }],
];

const weights = 'expected balanced, numbers above 0 separated by commas, or names such as Shirt=3,Coat=2';
const refused: [option: string, text: string, expected: string][] = [
  ['--mean', '1.1', 'expected a number from 0 to 1'],
  ['--std', '0', 'expected a number above 0'],
  ['--epochs', '0', 'expected a whole number from 1 to 100000'],
  ['--epochs', '100001', 'expected a whole number from 1 to 100000'],
  ['--batch-size', '0', 'expected a whole number from 1 to 65536'],
  ['--batch-size', '65537', 'expected a whole number from 1 to 65536'],
  ['--learning-rate', '0', 'expected a number above 0'],
  ['--weight-decay', '-1', 'expected a number from 0 to 10'],
  ['--weight-decay', '10.5', 'expected a number from 0 to 10'],
  ['--sampling', 'random', 'expected shuffled, oversampled, stratified'],
  ['--imbalance', '0.5', 'expected a number from 1 to 10000'],
  ['--imbalance', '10001', 'expected a number from 1 to 10000'],
  ['--label-smoothing', '-0.1', 'expected a number from 0 to 1'],
  ['--label-smoothing', '1.1', 'expected a number from 0 to 1'],
  ['--focal', '-1', 'expected a number from 0 to 20'],
  ['--focal', '20.5', 'expected a number from 0 to 20'],
  ['--class-weights', '1,0', weights],
  ['--class-weights', '1,', weights],
  ['--class-weights', '1,Infinity', weights],
  ['--class-weights', 'Shirt=1,2', weights],
  ['--class-weights', 'Shirt=', weights],
  ['--class-weights', '=3', weights],
  ['--class-weights', 'even', weights],
  ['--clip-norm', '0', 'expected a number above 0'],
  ['--teacher-weight', '1.1', 'expected a number from 0 to 1'],
  ['--temperature', '0.09', 'expected a number from 0.1 to 100'],
  ['--temperature', '101', 'expected a number from 0.1 to 100'],
  ['--ema', '2', 'expected a number from 0 to 1'],
  ['--swa', '-1', 'expected a number from 0 to 1'],
  ['--monitor', 'error', 'expected validationAccuracy, validationLoss, accuracy, loss'],
  ['--patience', '0', 'expected a whole number of 1 or more'],
  ['--reduce-on-plateau', '0', 'expected a whole number of 1 or more'],
  ['--measure-training', '0', 'expected a whole number of 1 or more'],
  ['--seed', '-1', 'expected a whole number of 0 or more'],
  ['--threads', '0', 'expected a whole number from 1 to 256'],
  ['--threads', '257', 'expected a whole number from 1 to 256'],
];

describe('the options of train', () => {
  it('are absent by default', () => {
    expect(read()).toEqual({});
  });

  it('describe themselves, with their default if there is one', () => {
    for (const { flags, description } of trainingOptions())
      expect(description, flags).toMatch(/\w{3,}|\(default: \d+\)/);
    const defaultsTold = trainingOptions().flatMap(({ long, description }) =>
      [...description.matchAll(/\(default: ([\d.]+)\)/g)].map(([, value]) => `${long} ${value}`),
    );
    expect(defaultsTold).toEqual([
      '--backbone-rate 1',
      '--layer-decay 1',
      '--unfreeze 0',
      '--views 1',
      '--epochs 3',
      '--batch-size 64',
      '--teacher-weight 0.5',
      '--temperature 1',
      '--seed 1',
    ]);
  });

  it.each(taken)('take %s %s', (option, text, expected) => {
    expect(read(`${option}=${text}`)).toEqual(expected);
  });

  it.each(refused)('refuse %s %s', (option, text, expected) => {
    const got = text.split(',').at(option === '--class-weights' ? 0 : -1);
    const message = `${option}: ${expected}, got '${option === '--class-weights' ? text : got}'`;
    expect(() => read(`${option}=${text}`)).toThrow(new InputError(message));
  });

  it.each([
    ['--preset', 'minutes', /^--preset: expected seconds, minute, .*, got 'minutes': did you mean minute\?$/],
    ['--optimizer', 'sgdd:momentum=0.9', /^--optimizer: expected .*, got 'sgdd': did you mean sgd\?$/],
    ['--schedule', 'cosinus', /^--schedule: expected .*, got 'cosinus': did you mean cosine\?$/],
  ])('suggest the nearest word for %s %s', (option, text, message) => {
    expect(() => read(option, text)).toThrow(message);
  });
});

describe('configurationOf', () => {
  const threads = availableParallelism();

  it('uses the machine’s cores by default, or the number in the file', async () => {
    expect(await configurationOf({})).toEqual({ threads });
    expect(await configurationOf({}, { threads: 3 })).toEqual({ threads: 3 });
    expect(await configurationOf({ threads: 5 }, { threads: 3 })).toEqual({ threads: 5 });
  });

  it.each<[TrainingOptions, object]>([
    [
      { data: 'a', arch: 'b', epochs: 2, batchSize: 3, seed: 4 },
      { data: 'a', architecture: 'b', epochs: 2, batchSize: 3, seed: 4 },
    ],
    [
      { withoutPasses: ['list-late'], sampling: 'oversampled' },
      { withoutPasses: ['list-late'], sampling: 'oversampled' },
    ],
    [
      { classWeights: 'balanced', clipNorm: 1, monitor: 'loss' },
      { classWeights: 'balanced', clipNorm: 1, monitor: 'loss' },
    ],
    [
      { measureTraining: 9, tensorboard: true },
      { measureTraining: 9, tensorBoard: true },
    ],
    [{ size: 32, testShare: 0 }, { pictures: { size: 32, testShare: 0 } }],
    [
      { channels: 1, fit: 'cover', validationShare: 0.1, maxPixels: 9 },
      { pictures: { channels: 1, fit: 'cover', validationShare: 0.1, maxPixels: 9 } },
    ],
    [{ mean: [0.5], std: [0.2] }, { normalization: { mean: [0.5], std: [0.2] } }],
    [{ optimizer: 'sgd:momentum=0.5' }, { optimizer: { type: 'sgd', momentum: 0.5 } }],
    [
      { learningRate: 0.1, weightDecay: 0 },
      { optimizer: { type: 'adam', learningRate: 0.1, weightDecay: 0 } },
    ],
    [{ schedule: 'cosine:warmup=0.1' }, { schedule: { type: 'cosine', warmup: 0.1 } }],
    [{ augment: 'rotation=10,flip' }, { augmentation: { rotation: 10, flip: 0.5 } }],
    [{ labelSmoothing: 0, focal: 2 }, { loss: { labelSmoothing: 0, gamma: 2 } }],
    [{ teacher: ['a'] }, { distillation: { teacher: 'a' } }],
    [
      { teacher: ['a', 'b'], teacherWeight: 0.3, temperature: 2 },
      { distillation: { teacher: ['a', 'b'], weight: 0.3, temperature: 2 } },
    ],
    [{ ema: 0.9 }, { averaging: { type: 'ema', decay: 0.9 } }],
    [{ swa: 0 }, { averaging: { type: 'swa', start: 0 } }],
    [{ patience: 3 }, { earlyStopping: { patience: 3 } }],
    [{ reduceOnPlateau: 2 }, { reduceLROnPlateau: { patience: 2 } }],
    [{ imbalance: 10 }, { imbalance: { ratio: 10 } }],
  ])('%o', async (options, expected) => {
    expect(await configurationOf(options)).toEqual({ ...expected, threads });
  });

  it('overrides the file, value by value; the file overrides the preset', async () => {
    const file: TrainingConfigInput = {
      preset: 'minute',
      epochs: 9,
      pictures: { size: 32, channels: 3 },
      optimizer: { type: 'sgd', momentum: 0.5 },
      loss: { labelSmoothing: 0.2 },
      earlyStopping: { minDelta: 0.1 },
      distillation: { teacher: 'a', weight: 0.2 },
      normalization: { mean: [0.1], std: [0.2] },
    };
    const said = {
      ...{ size: 64, learningRate: 0.3, focal: 1, patience: 4, temperature: 3 },
      ...{ std: [0.4], threads: 1 },
    };
    const found = await configurationOf(said, file);
    expect(found).toEqual({
      preset: 'minute',
      architecture: 'atelier-toile',
      epochs: 9,
      batchSize: 128,
      pictures: { size: 64, channels: 3 },
      optimizer: { type: 'sgd', momentum: 0.5, learningRate: 0.3 },
      augmentation: { flip: 0.5 },
      averaging: { type: 'ema', decay: 0.99 },
      loss: { labelSmoothing: 0.2, gamma: 1 },
      earlyStopping: { minDelta: 0.1, patience: 4 },
      distillation: { teacher: 'a', weight: 0.2, temperature: 3 },
      normalization: { mean: [0.1], std: [0.4] },
      threads: 1,
    });
  });

  it('takes the preset of the command line instead of the file’s', async () => {
    const { preset, epochs } = await configurationOf({ preset: 'seconds' }, { preset: 'minute' });
    expect([preset, epochs]).toEqual(['seconds', 1]);
  });

  it.each<[TrainingOptions, string]>([
    [{ mean: [0.5] }, '--mean: expected --std too'],
    [{ std: [0.5] }, '--std: expected --mean too'],
    [{ temperature: 2 }, '--temperature: expected --teacher too'],
    [{ teacherWeight: 1, temperature: 2 }, '--teacher-weight: expected --teacher too'],
    [{ ema: 0.9, swa: 0.5 }, '--ema and --swa: choose one of them'],
  ])('refuses %o', async (options, message) => {
    await expect(configurationOf(options)).rejects.toThrow(new InputError(message));
  });
});

it('leaves out only the options that were not given', () => {
  expect(onlyGiven({ a: undefined, b: 0, c: null, d: false })).toEqual({ b: 0, c: null, d: false });
});
