// The optimisers that training knows by name: their rates, and where they differ from the papers.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { optimizerNames } from '../optimizers/names.ts';
import { defaultOptimizers, trainingOptimizer } from './default-optimizer.ts';
import { defaults } from './defaults.ts';

const rates = {
  ...{ sgd: 0.05, adam: 0.004, adamw: 0.001, rmsprop: 0.001, adagrad: 0.01 },
  ...{ adadelta: 1, nadam: 0.002, lion: 0.0003, muon: 0.001 },
};

it('are those of the table of defaults', () => {
  expect(defaults).toMatchObject({
    ...{ epochs: 3, batchSize: 64, seed: 1, momentum: 0.9, beta2: 0.99, weightDecay: 0.05 },
    ...{ warmup: 0.1, validationShare: 1 / 12, checkpointSeconds: 30 },
  });
});

describe.each(optimizerNames)('%s', (name) => {
  it('has its rate, or the given one', () => {
    expect(defaultOptimizers[name]().toJSON()).toMatchObject({ type: name, learningRate: rates[name] });
    expect(defaultOptimizers[name](0.123).learningRate).toBe(0.123);
  });

  it('is the same by its name, except for given options', () => {
    expect(trainingOptimizer({ type: name }).toJSON()).toEqual(defaultOptimizers[name]().toJSON());
    expect(trainingOptimizer({ type: name, learningRate: 0.7 }).toJSON()).toEqual({
      ...defaultOptimizers[name]().toJSON(),
      learningRate: 0.7,
    });
  });
});

it('sgd has Nesterov momentum; adam has a small beta2 and decay', () => {
  expect(defaultOptimizers.sgd().toJSON()).toMatchObject({ momentum: 0.9, nesterov: true });
  expect(defaultOptimizers.adam().toJSON()).toMatchObject({ beta2: 0.99, weightDecay: 0.05 });
});

it('refuses an unknown name', () => {
  expect(() => trainingOptimizer({ type: 'adamm' })).toThrow(InputError);
  expect(() => trainingOptimizer({ type: 'adamm' })).toThrow(
    /^there is no optimizer adamm: .*did you mean adam/,
  );
  expect(() => trainingOptimizer({ type: 'sgd', momentum: 2 })).toThrow(/^sgd: momentum: expected /);
});
