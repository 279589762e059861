// The contract of every optimiser in the registry: JSON, errors that name it, weight decay for kernels only,
// steps that lower a loss, in a training step too, in joined lists as one by one.
import { describe, expect, it } from 'vitest';
import { expectClose } from '../engine/testing/closeness.ts';
import { testDevices } from '../engine/testing/devices.ts';
import { InputError } from '../errors.ts';
import { conv2d, dense, flatten } from '../nn/layers/index.ts';
import { sequential } from '../nn/model.ts';
import { Random } from '../random.ts';
import { defaultOptimizers } from '../training/default-optimizer.ts';
import { defaults } from '../training/defaults.ts';
import { TrainStep } from '../training/train-step.ts';
import { optimizerFromJSON, optimizers, parseOptimizer } from './index.ts';
import type { NamedOptions } from './named-options.ts';
import { learningRates, optimizerNames, type OptimizerName } from './names.ts';
import type { Optimizer } from './optimizer.ts';
import { descend, lossAt, rates, start } from './testing/descend.ts';
import { expectSamePath } from './testing/equations.ts';

interface OptimizerCase {
  /** Every option, none at its default, so that one which is lost on the way shows. */
  readonly options: Readonly<Record<string, number | boolean>>;
  /** Each of them out of its range or of a wrong type. */
  readonly wrong: Readonly<Record<string, unknown>>;
  /** The updates' inputs, for parameters that are updated as matrices too. */
  readonly slots: readonly string[];
}

const common = { learningRate: 0.07, weightDecay: 0.2 };
const commonWrong = { learningRate: 0, weightDecay: -0.1 };

const cases: Readonly<Record<OptimizerName, OptimizerCase>> = {
  sgd: {
    options: { ...common, momentum: 0.5, nesterov: true },
    wrong: { ...commonWrong, momentum: 1, nesterov: 1 },
    slots: ['velocity'],
  },
  adam: {
    options: { ...common, beta1: 0.8, beta2: 0.95, epsilon: 1e-5 },
    wrong: { ...commonWrong, beta1: 1, beta2: -0.1, epsilon: 0 },
    slots: ['m', 'v'],
  },
  adamw: {
    options: { ...common, beta1: 0.8, beta2: 0.95, epsilon: 1e-5 },
    wrong: { ...commonWrong, beta1: '0.9', beta2: 1.5, epsilon: null },
    slots: ['m', 'v'],
  },
  rmsprop: {
    options: { ...common, rho: 0.8, momentum: 0.3, epsilon: 1e-5, centered: true },
    wrong: { ...commonWrong, rho: 1, momentum: -1, epsilon: NaN, centered: 'yes' },
    slots: ['meanSquare', 'mean', 'velocity'],
  },
  adagrad: {
    options: { ...common, initialAccumulatorValue: 0.3, epsilon: 1e-5 },
    wrong: { ...commonWrong, initialAccumulatorValue: -1, epsilon: Infinity },
    slots: ['sumOfSquares'],
  },
  adadelta: {
    options: { ...common, rho: 0.8, epsilon: 1e-3 },
    wrong: { ...commonWrong, rho: 2, epsilon: -1 },
    slots: ['meanSquare', 'meanSquareStep'],
  },
  nadam: {
    options: { ...common, beta1: 0.8, beta2: 0.95, epsilon: 1e-5, momentumDecay: 0.5 },
    wrong: { ...commonWrong, beta1: 1, beta2: 1, epsilon: 0, momentumDecay: -1 },
    slots: ['m', 'v'],
  },
  lion: {
    options: { ...common, beta1: 0.8, beta2: 0.95 },
    wrong: { ...commonWrong, beta1: 1, beta2: [0.9] },
    slots: ['m'],
  },
  muon: {
    options: {
      ...{ ...common, momentum: 0.8, nesterov: false, nsSteps: 3, rmsRate: 0.5, minUnits: 2 },
      ...{ adamBeta1: 0.8, adamBeta2: 0.95, epsilon: 1e-5 },
    },
    wrong: {
      ...{ ...commonWrong, momentum: 1, nesterov: 'no', nsSteps: 2.5, rmsRate: 0, minUnits: 0 },
      ...{ adamBeta1: 1, adamBeta2: 1, epsilon: 0 },
    },
    slots: ['m', 'v'],
  },
};

/** All of one type, whatever their options are called. */
const make = (type: OptimizerName, options: Readonly<Record<string, unknown>> = {}): Optimizer =>
  optimizerFromJSON({ type, ...options });

const [list, kernel] = [{ shape: [4] }, { shape: [2, 2] }];

it('knows every optimiser by its name', () => {
  expect(Object.keys(optimizers)).toEqual(optimizerNames);
  expect(Object.values(optimizers).map(({ type }) => type)).toEqual(optimizerNames);
  expect(optimizerNames).toHaveLength(9);
});

describe.each(optimizerNames)('%s', (type) => {
  const { options, wrong, slots } = cases[type];

  it('has its documented defaults', () => {
    const { config, learningRate } = make(type);
    expect(config).toMatchObject({
      learningRate: learningRates[type],
      weightDecay: type === 'adamw' ? 0.01 : 0,
    });
    expect(learningRate).toBe(learningRates[type]);
    expect(Object.keys(config).sort()).toEqual(Object.keys(options).sort());
    for (const [name, value] of Object.entries(options)) expect(config[name], name).not.toBe(value);
  });

  it('has a default for training, at the given rate', () => {
    expect(defaultOptimizers[type]()).toMatchObject({ type, learningRate: defaults.learningRate[type] });
    expect(defaultOptimizers[type](0.123).learningRate).toBe(0.123);
  });

  it('survives JSON', async () => {
    const optimizer = make(type, options);
    expect(optimizer.toJSON()).toEqual({ type, ...options });
    const again = optimizerFromJSON(JSON.parse(JSON.stringify(optimizer)) as NamedOptions);
    expect(again.toJSON()).toEqual(optimizer.toJSON());
    expect(await descend(again, rates, kernel)).toEqual(await descend(optimizer, rates, kernel));
  });

  it('can be made from the command line', () => {
    const words = Object.entries(options).map(([name, value]) => `${name}=${value}`);
    expect(parseOptimizer(`${type}:${words.join(',')}`).toJSON()).toEqual({ type, ...options });
    expect(parseOptimizer(type).toJSON()).toEqual(make(type).toJSON());
  });

  it('uses every option', async () => {
    // Large steps, over the minimum and back, so that momenta and signs come into it.
    const strides = Array<number>(15).fill(0.3);
    for (const name of Object.keys(options).filter((name) => name !== 'learningRate')) {
      const others = Object.fromEntries(Object.entries(options).filter(([other]) => other !== name));
      const isOfVectors = type === 'muon' && (name.startsWith('adam') || name === 'epsilon');
      const shape = isOfVectors ? list : kernel;
      const [given, without] = [make(type, options), make(type, others)];
      expect(await descend(given, strides, shape), name).not.toEqual(await descend(without, strides, shape));
    }
  });

  it.each(Object.entries(wrong))('refuses %s: %j, by name', (name, value) => {
    const makeWrong = () => make(type, { [name]: value });
    expect(makeWrong).toThrow(InputError);
    expect(makeWrong).toThrow(new RegExp(`^${type}: ${name}: expected .+, got .+$`));
  });

  it('refuses an unknown option, and lists the known ones', () => {
    const makeWrong = () => make(type, { learningrate: 0.1 });
    expect(makeWrong).toThrow(InputError);
    expect(makeWrong).toThrow(
      new RegExp(
        `^${type}: there is no option learningrate: expected .*weightDecay.*: did you mean learningRate\\?$`,
      ),
    );
  });

  it('starts with slots at zero: without a gradient nothing moves', async () => {
    expect(make(type, options).slots).toEqual(slots);
    for (const shape of [list, kernel]) {
      const still = make(type, { ...options, weightDecay: 0 });
      const path = await descend(still, [0.1, 0.1], { ...shape, gradient: () => [0, 0, 0, 0] });
      for (const theta of path) expect(theta).toEqual(Float32Array.from(start));
    }
  });

  it('decays kernels by the rate of the step, and spares vectors', async () => {
    const [decaying, steady] = [0.5, 0].map((weightDecay) => make(type, { ...options, weightDecay }));
    expect(await descend(decaying!, rates, list)).toEqual(await descend(steady!, rates, list));
    const [first] = await descend(decaying!, [0.1], kernel);
    const [without] = await descend(steady!, [0.1], kernel);
    expectClose(
      first!,
      start.map((value, i) => without![i]! - 0.1 * 0.5 * value),
      1e-6,
    );
  });

  it.each([
    ['a vector', list],
    ['a kernel', kernel],
  ])('lowers a convex loss, as %s', async (_, shape) => {
    const optimizer = make(type, type === 'muon' ? { minUnits: 2 } : { weightDecay: 0 });
    const path = await descend(optimizer, Array<number>(10).fill(0.01), shape);
    const losses = [lossAt(start), ...path.map(lossAt)];
    losses.slice(1).forEach((loss, i) => expect(loss).toBeLessThan(losses[i]!));
  });

  it.each(testDevices.slice(1))('makes the same steps on $device as on the CPU', async (device) => {
    const optimizer = make(type, options);
    for (const shape of [list, kernel]) {
      const path = await descend(optimizer, rates, { ...shape, device });
      expectSamePath(path, await descend(optimizer, rates, shape), device.tolerance);
    }
  });

  it('trains the same in lists as one by one', async () => {
    const [together, apart] = [await train(make(type)), await train(make(type), ['group-updates'])];
    expect(together.losses.at(-1)).toBeLessThan(together.losses[0]!);
    for (const [name, values] of Object.entries(together.start))
      expect(together.weights[name], name).not.toEqual(values);
    for (const [name, values] of Object.entries(apart.weights))
      expectClose(together.weights[name]!, values, 1e-6, name);
  });
});

const input: [number, number, number] = [1, 6, 6];
const model = sequential([
  conv2d({ filters: 4, kernelSize: 3, activation: 'relu' }),
  flatten(),
  dense({ units: 33, activation: 'relu' }),
  dense({ units: 3 }),
]);

/** Five steps on the same six pictures. */
async function train(optimizer: Optimizer, withoutPasses: 'group-updates'[] = []) {
  const normalization = { mean: [0.4], std: [0.3] };
  const step = new TrainStep(
    { ...{ model, normalization, optimizer, seed: 1, classes: 3 }, input },
    { threads: 1, debug: true, withoutPasses },
  );
  const names = model.weightSpecs(input).map(({ name }) => name);
  const copied = () => Object.fromEntries(names.map((name) => [name, step.weights[name]!.slice()]));
  const begin = copied();
  const random = new Random(3, 'pictures');
  const images = Uint8Array.from({ length: 6 * 36 }, () => random.integer(256));
  const losses: number[] = [];
  for (let i = 1; i <= 5; i++) {
    const { loss } = await step.run(
      { images, labels: Int32Array.of(0, 1, 2, 0, 1, 2) },
      { step: i, learningRate: optimizer.learningRate },
    );
    losses.push(loss);
  }
  const weights = copied();
  await step.dispose();
  return { start: begin, weights, losses };
}

describe('an unknown optimiser', () => {
  it.each<[what: string, json: unknown, message: RegExp]>([
    [
      'an unknown type',
      { type: 'adma' },
      /^there is no optimizer adma: expected sgd, adam, .*muon: did you mean adam\?$/,
    ],
    ["a type that is an object's own", { type: 'constructor' }, /^there is no optimizer constructor/],
    ['no type', { learningRate: 1 }, /^optimizer: expected { type, \.\.\.options }, got {"learningRate":1}$/],
    ['nothing', null, /^optimizer: expected .*, got null$/],
    ['a list', [], /^optimizer: expected .*, got \[\]$/],
  ])('%s is refused', (_, json, message) => {
    const make = () => optimizerFromJSON(json as NamedOptions);
    expect(make).toThrow(InputError);
    expect(make).toThrow(message);
  });
});

it.each([
  ['adam:beta1=1', 'adam: beta1: expected a number from 0 and below 1, got 1'],
  ['lion:learningRate=0', 'lion: learningRate: expected a number above 0, got 0'],
  ['sgd:nesterov=1', 'sgd: nesterov: expected true or false, got 1'],
  ['muon:nsSteps=2.5', 'muon: nsSteps: expected a whole number from 1 to 20, got 2.5'],
  [
    'adamw:decay=1',
    'adamw: there is no option decay: expected learningRate, weightDecay, beta1, beta2, epsilon',
  ],
])('%s is refused in one line that says what was expected and what came', (text, message) => {
  expect(() => parseOptimizer(text)).toThrow(expect.objectContaining({ name: 'InputError', message }));
});
