// Configurations of training: defaults, errors that name the fault, and the options for `fit`.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { fitOptionsOf, parseTrainingConfig } from './config.ts';
import { defaults } from './defaults.ts';
import { noisyPictures } from './testing/small-run.ts';

describe('parseTrainingConfig', () => {
  it('fills in defaults, those of the optimiser too', () => {
    const config = parseTrainingConfig({});
    expect(config).toMatchObject({
      architecture: 'paper-cnn',
      epochs: defaults.epochs,
      batchSize: defaults.batchSize,
      optimizer: { type: 'adam', learningRate: defaults.learningRate.adam, beta2: defaults.beta2 },
      seed: 1,
      monitor: 'validationAccuracy',
    });
  });

  it('is idempotent', () => {
    const config = parseTrainingConfig({
      optimizer: { type: 'sgd', momentum: 0.5 },
      schedule: { type: 'cosine', warmup: 0.1 },
      averaging: { type: 'ema' },
      augmentation: { rotation: 10, flip: true },
      earlyStopping: { patience: 3 },
      loss: { labelSmoothing: 0.1 },
      normalization: { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] },
    });
    expect(parseTrainingConfig(JSON.parse(JSON.stringify(config)))).toEqual(config);
  });

  it.each<[string, unknown, RegExp]>([
    ['an unknown key', { epoch: 3 }, /^file: there is no option epoch: .*did you mean epochs/],
    ['a wrong type', { epochs: 'three' }, /^file: epochs: .*expected/],
    ['a number out of range', { batchSize: 0 }, /^file: batchSize: /],
    [
      'a nested key',
      { loss: { smoothing: 0.1 } },
      /^file: there is no option smoothing: expected labelSmoothing, gamma/,
    ],
    ['an unknown optimiser', { optimizer: { type: 'adamax' } }, /adamax/],
    ['a wrong option of the optimiser', { optimizer: { type: 'adam', beta1: 2 } }, /adam: beta1: /],
    ['a wrong option of the schedule', { schedule: { type: 'cosine', final: 2 } }, /cosine: final: /],
    ['class weights that are none', { classWeights: 'even' }, /^file: classWeights: expected balanced/],
    [
      'a mean without a deviation',
      { normalization: { mean: [0.5] } },
      /^file: normalization: std: expected a number for each channel, got nothing$/,
    ],
    [
      'a deviation of 0',
      { normalization: { mean: [0.5], std: [0] } },
      /^file: normalization: std: 0: expected a number above 0, got 0$/,
    ],
    [
      'a mean of bytes instead of shares',
      { normalization: { mean: [123.7], std: [58.4] } },
      /^file: normalization: mean: 0: expected a number from 0 to 1, got 123.7$/,
    ],
    [
      'a mean that is no number',
      { normalization: { mean: [NaN], std: [1] } },
      /^file: normalization: mean: 0: expected a number from 0 to 1/,
    ],
    [
      'a deviation without end',
      { normalization: { mean: [0], std: [Infinity] } },
      /^file: normalization: std: 0: expected a number above 0/,
    ],
    ['a list', [], /^file: /],
  ])('refuses %s', (_, given, message) => {
    const parse = () => parseTrainingConfig(given, () => 'file');
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(message);
  });
});

it.each([null, 'epochs', 3, undefined])('parseTrainingConfig refuses %j', (given) => {
  expect(() => parseTrainingConfig(given)).toThrow(InputError);
  expect(() => parseTrainingConfig(given)).toThrow(/^options: expected /);
});

it.each<[string, object]>([
  ['optimizer', { optimizer: { type: 'adam', beta1: 2 } }],
  ['schedule', { schedule: { type: 'cosine', final: 2 } }],
  ['augmentation', { augmentation: { rotation: 200 } }],
  ['from/views', { from: { model: 'lite.onnx', views: 3 } }],
])('parseTrainingConfig names the place of the %s', (key, given) => {
  const locate = (path: readonly (string | number)[], what: string) => `at ${path.join('/')} (${what})`;
  expect(() => parseTrainingConfig(given, locate)).toThrow(new RegExp(`^at ${key} \\(value\\): .*expected`));
});

it('parseTrainingConfig checks augmentations, and has none by default', () => {
  expect(parseTrainingConfig({ augmentation: { flip: true } }).augmentation).toEqual({ flip: 0.5 });
  expect(parseTrainingConfig({})).not.toHaveProperty('augmentation');
});

describe('fitOptionsOf', () => {
  const train = noisyPictures(30, 1);

  it('makes callbacks monitor the given metric', () => {
    const config = parseTrainingConfig({
      monitor: 'validationLoss',
      earlyStopping: { patience: 2 },
      reduceLROnPlateau: {},
    });
    const { callbacks, monitor } = fitOptionsOf(config, train);
    expect(monitor).toBe('validationLoss');
    expect(callbacks!.map(({ type }) => type)).toEqual(['earlyStopping', 'reduceLROnPlateau']);
  });

  it('computes balanced class weights from the pictures', () => {
    const labels = Int32Array.from(train.labels, (label, i) => (i < 20 ? 0 : label));
    const count = [0, 1, 2].map((label) => labels.filter((other) => other === label).length);
    const { loss } = fitOptionsOf(parseTrainingConfig({ classWeights: 'balanced' }), { ...train, labels });
    expect(loss!.classWeights).toEqual(count.map((size) => 30 / (3 * size)));
  });

  it('passes on the normalization of pictures', () => {
    const normalization = { mean: [0.5], std: [0.25] };
    expect(fitOptionsOf(parseTrainingConfig({ normalization }), train).normalization).toEqual(normalization);
    expect(fitOptionsOf(parseTrainingConfig({}), train)).not.toHaveProperty('normalization');
  });

  it('passes on every option, and omits those not given', () => {
    const said = {
      ...{ epochs: 7, batchSize: 5, seed: 9, threads: 2, clipNorm: 0.5, measureTraining: 4 },
      ...{ sampling: 'stratified', withoutPasses: ['list-late'], monitor: 'loss' },
      averaging: { type: 'swa', start: 0.25 },
      augmentation: { flip: true, rotation: 3 },
      loss: { labelSmoothing: 0.1, gamma: 2 },
      classWeights: [1, 2, 3],
      optimizer: { type: 'sgd', learningRate: 0.3 },
      schedule: { type: 'cosine', final: 0.1 },
    };
    const { optimizer, schedule, ...options } = fitOptionsOf(parseTrainingConfig(said), train);
    expect(options).toEqual({
      ...{ epochs: 7, batchSize: 5, seed: 9, threads: 2, clipNorm: 0.5, measureTraining: 4 },
      ...{ sampling: 'stratified', withoutPasses: ['list-late'], monitor: 'loss', callbacks: [] },
      averaging: { type: 'swa', start: 0.25 },
      augmentation: { flip: 0.5, rotation: 3 },
      loss: { labelSmoothing: 0.1, gamma: 2, classWeights: [1, 2, 3] },
    });
    expect(optimizer!.toJSON()).toMatchObject({ type: 'sgd', learningRate: 0.3, momentum: 0.9 });
    expect(schedule!(0, 10)).toBe(1);
    expect(Object.keys(fitOptionsOf(parseTrainingConfig({}), train)).sort()).toEqual([
      ...['batchSize', 'callbacks', 'epochs', 'loss', 'monitor', 'optimizer', 'schedule', 'seed'],
    ]);
  });

  it('passes on the teachers’ bytes with their weight, and requires them', () => {
    const config = parseTrainingConfig({ distillation: { teacher: ['a', 'b'], weight: 0.25 } });
    const teachers = [Uint8Array.of(1), Uint8Array.of(2)];
    expect(fitOptionsOf(config, train, teachers).distillation).toEqual({
      ...{ teachers, weight: 0.25, temperature: 1 },
    });
    expect(() => fitOptionsOf(config, train)).toThrow(
      new InputError('distillation: expected the bytes of a, b, got none'),
    );
  });

  it('passes options on to callbacks', () => {
    const config = parseTrainingConfig({
      earlyStopping: { patience: 2, minDelta: 0.5 },
      reduceLROnPlateau: { factor: 0.5 },
    });
    expect(fitOptionsOf(config, train).callbacks!.map(({ settings }) => settings)).toEqual([
      { monitor: 'validationAccuracy', patience: 2, minDelta: 0.5 },
      {
        ...{ monitor: 'validationAccuracy', factor: 0.5, patience: 3 },
        ...{ minDelta: 1e-4, cooldown: 0, minFactor: 1e-3 },
      },
    ]);
  });

  it('refuses a wrong number of class weights', () => {
    const config = parseTrainingConfig({ classWeights: [1, 2] });
    expect(() => fitOptionsOf(config, train)).toThrow(InputError);
  });
});
