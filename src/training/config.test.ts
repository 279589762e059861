// Configurations of training: defaults, errors that name what is wrong, and what `fit` gets of them.
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

  it('is at rest: what it gives, parsed again, is the same', () => {
    const config = parseTrainingConfig({
      optimizer: { type: 'sgd', momentum: 0.5 },
      schedule: { type: 'cosine', warmup: 0.1 },
      averaging: { type: 'ema' },
      augmentation: { rotation: 10, flip: true },
      earlyStopping: { patience: 3 },
      loss: { labelSmoothing: 0.1 },
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
    ['a list', [], /^file: /],
  ])('refuses %s', (_, given, message) => {
    const parse = () => parseTrainingConfig(given, () => 'file');
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(message);
  });
});

describe('fitOptionsOf', () => {
  const train = noisyPictures(30, 1);

  it('makes callbacks watch the monitored figure', () => {
    const config = parseTrainingConfig({
      monitor: 'validationLoss',
      earlyStopping: { patience: 2 },
      reduceLROnPlateau: {},
    });
    const { callbacks, monitor } = fitOptionsOf(config, train);
    expect(monitor).toBe('validationLoss');
    expect(callbacks!.map(({ type }) => type)).toEqual(['earlyStopping', 'reduceLROnPlateau']);
  });

  it('works out balanced class weights from the pictures', () => {
    const labels = Int32Array.from(train.labels, (label, i) => (i < 20 ? 0 : label));
    const count = [0, 1, 2].map((label) => labels.filter((other) => other === label).length);
    const { loss } = fitOptionsOf(parseTrainingConfig({ classWeights: 'balanced' }), { ...train, labels });
    expect(loss!.classWeights).toEqual(count.map((size) => 30 / (3 * size)));
  });

  it('refuses weights that are not one for each class', () => {
    const config = parseTrainingConfig({ classWeights: [1, 2] });
    expect(() => fitOptionsOf(config, train)).toThrow(InputError);
  });
});
