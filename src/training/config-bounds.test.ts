// The bounds of every number in a configuration, and every default.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { averagingSchema } from './averaging.ts';
import { earlyStopping } from './callbacks/early-stopping.ts';
import { reduceLROnPlateau } from './callbacks/reduce-lr-on-plateau.ts';
import { parseTrainingConfig } from './config.ts';
import { distillationSchema } from './distillation.ts';

type Path = readonly string[];

/** `['loss', 'gamma']` and 2 as `{ loss: { gamma: 2 } }`. */
const nested = (path: Path, value: unknown): unknown =>
  path.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
const valueAt = (config: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (value as Record<string, unknown>)[key], config);
/** What an option needs beside it. */
const beside: Readonly<Record<string, object>> = {
  averaging: {},
  distillation: { teacher: 'a' },
};

const rows: [path: string, taken: unknown[], refused: unknown[], expected: string][] = [
  ['pictures.size', [8, 1024], [7, 1025, 8.5], 'a whole number from 8 to 1024'],
  ['pictures.channels', [1, 3], [2], '1 or 3'],
  [
    'pictures.fit',
    ['contain', 'cover', 'stretch', 'garment'],
    ['squeeze'],
    'contain, cover, stretch or garment',
  ],
  ['pictures.testShare', [0, 0.999], [-0.001, 1], 'a number from 0 and below 1'],
  ['pictures.validationShare', [0.001, 0.999], [0, 1], 'a number above 0 and below 1'],
  ['pictures.maxPixels', [1], [0, 1.5], 'a whole number from 1'],
  ['epochs', [1, 100_000], [0, 100_001, 1.5], 'a whole number from 1 to 100000'],
  ['batchSize', [1, 65_536], [0, 65_537], 'a whole number from 1 to 65536'],
  ['sampling', ['shuffled', 'oversampled', 'stratified'], ['none'], 'shuffled, oversampled or stratified'],
  ['loss.labelSmoothing', [0, 0.999], [-0.001, 1], 'a number from 0 and below 1'],
  ['loss.gamma', [0, 20], [-0.001, 20.001], 'a number from 0 to 20'],
  ['clipNorm', [0.001], [0, -1], 'a number above 0'],
  ['distillation.weight', [0.001, 1], [0, 1.001], 'a number above 0 to 1'],
  ['distillation.temperature', [0.1, 100], [0.099, 100.001], 'a number from 0.1 to 100'],
  [
    'monitor',
    ['validationAccuracy', 'validationLoss', 'accuracy', 'loss'],
    ['f1'],
    'validationAccuracy, validationLoss, accuracy or loss',
  ],
  ['earlyStopping.patience', [1], [0, 1.5], 'a whole number from 1'],
  ['earlyStopping.minDelta', [0], [-0.001], 'a number from 0'],
  ['reduceLROnPlateau.factor', [0.001, 0.999], [0, 1], 'a number above 0 and below 1'],
  ['reduceLROnPlateau.patience', [1], [0], 'a whole number from 1'],
  ['reduceLROnPlateau.minDelta', [0], [-0.001], 'a number from 0'],
  ['reduceLROnPlateau.cooldown', [0], [-1, 0.5], 'a whole number from 0'],
  ['reduceLROnPlateau.minFactor', [0.001, 0.999], [0, 1], 'a number above 0 and below 1'],
  ['tensorBoard', [true, false], ['yes'], 'true or false'],
  ['measureTraining', [1], [0], 'a whole number from 1'],
  ['seed', [0, 5], [-1, 0.5], 'a whole number from 0'],
  ['validationSeed', [0], [-1], 'a whole number from 0'],
  ['trainShare', [0.001, 1], [0, 1.001], 'a number above 0 to 1'],
  ['threads', [1, 256], [0, 257], 'a whole number from 1 to 256'],
];
const taken = rows.flatMap(([path, values]) => values.map((value) => [path, value] as const));
const refused = rows.flatMap(([path, , values, expected]) =>
  values.map((value) => [path, value, expected] as const),
);

const configOf = (name: string, value: unknown): unknown => {
  const path = name.split('.');
  const given = nested(path, value) as Record<string, unknown>;
  const [first] = path;
  return path.length === 1 ? given : { [first!]: { ...beside[first!], ...(given[first!] as object) } };
};

describe('the bounds of a configuration', () => {
  it.each(taken)('%s may be %j', (name, value) => {
    expect(valueAt(parseTrainingConfig(configOf(name, value)), name.split('.'))).toBe(value);
  });

  it.each(refused)('%s may not be %j', (name, value, expected) => {
    const message = `options: ${name.replace('.', ': ')}: expected ${expected}, got ${JSON.stringify(value)}`;
    const parse = () => parseTrainingConfig(configOf(name, value));
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(message);
  });

  it.each([
    [
      { averaging: { type: 'ema', decay: 0 } },
      'averaging: decay: expected a number above 0 and below 1, got 0',
    ],
    [
      { averaging: { type: 'ema', decay: 1 } },
      'averaging: decay: expected a number above 0 and below 1, got 1',
    ],
    [
      { averaging: { type: 'swa', start: -0.1 } },
      'averaging: start: expected a number from 0 and below 1, got -0.1',
    ],
    [
      { averaging: { type: 'swa', start: 1 } },
      'averaging: start: expected a number from 0 and below 1, got 1',
    ],
    [{ averaging: { type: 'swa', decay: 0.5 } }, 'options: there is no option decay: expected type, start'],
    [
      { distillation: { teacher: [] } },
      'distillation: teacher: expected a model, or a list of models, got []',
    ],
    [{ distillation: {} }, 'distillation: teacher: expected a model, or a list of models, got nothing'],
    [
      { classWeights: 'even' },
      'classWeights: expected balanced, a list of numbers above 0, or a number above 0 for each class name, got "even"',
    ],
    [{ classWeights: [1, 0] }, 'classWeights: 1: expected a number above 0, got 0'],
    [{ classWeights: { Shirt: 0 } }, 'classWeights: Shirt: expected a number above 0, got 0'],
    [{ architecture: { layers: [] } }, 'architecture: '],
    [{ withoutPasses: ['none'] }, 'withoutPasses: 0: expected '],
  ])('%j is refused', (given, message) => {
    expect(() => parseTrainingConfig(given)).toThrow(InputError);
    expect(() => parseTrainingConfig(given)).toThrow(message);
  });
});

describe('defaults', () => {
  it('of a configuration', () => {
    expect(parseTrainingConfig({})).toEqual({
      architecture: 'paper-cnn',
      epochs: 3,
      batchSize: 64,
      optimizer: expect.objectContaining({
        type: 'adam',
        learningRate: 0.004,
        beta2: 0.99,
        weightDecay: 0.05,
      }) as object,
      schedule: { type: 'warmup-linear-decay', warmup: 0.1 },
      loss: { labelSmoothing: 0, gamma: 0 },
      monitor: 'validationAccuracy',
      seed: 1,
    });
  });

  it('of averages and of distillation', () => {
    expect(averagingSchema.parse({ type: 'ema' })).toEqual({ type: 'ema', decay: 0.99 });
    expect(averagingSchema.parse({ type: 'swa' })).toEqual({ type: 'swa', start: 0.75 });
    expect(averagingSchema.parse({ type: 'swa', start: 0 })).toEqual({ type: 'swa', start: 0 });
    expect(distillationSchema.parse({ teacher: 'a' })).toEqual({ teacher: 'a', weight: 0.5, temperature: 1 });
  });

  it('of callbacks, and their names', () => {
    expect(earlyStopping()).toMatchObject({
      type: 'earlyStopping',
      settings: { monitor: 'validationAccuracy', patience: 5, minDelta: 0 },
    });
    expect(reduceLROnPlateau()).toMatchObject({
      type: 'reduceLROnPlateau',
      settings: {
        ...{ monitor: 'validationAccuracy', factor: 0.1, patience: 3 },
        ...{ minDelta: 1e-4, cooldown: 0, minFactor: 1e-3 },
      },
    });
  });
});
