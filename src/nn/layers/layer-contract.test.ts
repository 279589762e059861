// The contract of a layer, held by every one that index.ts exports: shapes, weights, JSON, both graphs,
// gradients, a training step, and errors that name the layer and the option.
import { describe, expect, it } from 'vitest';
import { gradients } from '../../engine/gradients/gradients.ts';
import type { Value } from '../../engine/graph/graph.ts';
import { add, mul, reduceSum } from '../../engine/graph/operators/index.ts';
import { encodeModel } from '../../engine/onnx/encode.ts';
import { compile } from '../../engine/runtime/compile.ts';
import { expectClose } from '../../engine/testing/closeness.ts';
import { InputError } from '../../errors.ts';
import { sgd } from '../../optimizers/sgd.ts';
import { Random } from '../../random.ts';
import { TrainStep } from '../../training/train-step.ts';
import type { Layer, LayerJSON } from '../layer.ts';
import { sequential } from '../model.ts';
import { layerCases, type LayerCase } from '../testing/layer-cases.ts';
import {
  buildLayer,
  drawnInput,
  drawnWeights,
  randomFeeds,
  runGraph,
  runLayer,
  type BuiltLayer,
} from '../testing/layer-programs.ts';
import * as exported from './index.ts';

const { layerFromJSON } = exported;
const types = Object.values(exported).flatMap((value) => ('type' in value ? [value.type] : []));

it('has a case for every layer', () => {
  expect([...new Set(layerCases.map(({ layer }) => layer.type))].sort()).toEqual([...types].sort());
  expect(types).toHaveLength(20);
});

it('lists the known layers for an unknown type', () => {
  expect(() => layerFromJSON({ type: 'lambda' })).toThrow(InputError);
  expect(() => layerFromJSON({ type: 'lambda' })).toThrow(
    /no layer lambda: expected activation, .*conv2d, .*stochasticDepth$/,
  );
});

/**
 * The loss of a case: its output, each element with a weight of its own, and what the layer itself adds to a
 * loss.
 */
function addLoss({ graph, context, y }: BuiltLayer): Value {
  const shape = y.shape as number[];
  const weights = graph.constant(drawnInput(shape, 9), shape, 'float32', 'loss-weights');
  return context.losses.reduce(add, reduceSum(mul(y, weights), { keepDims: false }));
}

/** The loss and its gradients by the input and every parameter, by name. */
async function differentiated({ layer, input }: LayerCase, feeds: Record<string, Float32Array>) {
  const built = buildLayer(layer, input, { training: true });
  const loss = addLoss(built);
  const values = [built.x, ...built.context.parameters.values()];
  gradients(loss, values).forEach((gradient, i) =>
    built.graph.output(`gradient/${values[i]!.name}`, gradient),
  );
  const results = await runGraph(built.graph, { ...feeds, ...randomFeeds(built.context) });
  return values.map(({ name }) => ({ name, gradient: results[`gradient/${name}`]! }));
}

/**
 * Central differences at some elements of one input of the graph, fourth order (Abramowitz & Stegun,
 * 25.3.21).
 */
async function differences(
  layerCase: LayerCase,
  feeds: Record<string, Float32Array>,
  name: string,
  at: number[],
) {
  const built = buildLayer(layerCase.layer, layerCase.input, { training: true });
  built.graph.output('loss', addLoss(built));
  const program = await compile(built.graph, { threads: 1 });
  const lossAt = async (index: number, offset: number): Promise<number> => {
    const moved = feeds[name]!.slice();
    moved[index]! += offset;
    const all = { ...feeds, ...randomFeeds(built.context), [name]: moved };
    return (await program.run(all))['loss']![0] as number;
  };
  const step = 2 ** -6;
  const slopes: number[] = [];
  for (const i of at) {
    const near = (await lossAt(i, step)) - (await lossAt(i, -step));
    const far = (await lossAt(i, 2 * step)) - (await lossAt(i, -2 * step));
    slopes.push((8 * near - far) / (12 * step));
  }
  await program.dispose();
  return slopes;
}

/** An input whose elements all differ by more than the steps of finite differences. */
function distinctInput(shape: readonly number[]): Float32Array {
  const size = shape.reduce((a, b) => a * b, 1);
  const values = Float32Array.from({ length: size }, (_, i) => (i - size / 2 + 0.5) * 0.08);
  return new Random(2, 'distinct').shuffle(values);
}

const feedsOf = ({ layer, input }: LayerCase): Record<string, Float32Array> => ({
  x: layer.type.toLowerCase().endsWith('maxpooling2d') ? distinctInput(input) : drawnInput(input),
  ...drawnWeights(layer, input),
});

const encoded = (layer: Layer, shape: readonly number[], training: boolean): Uint8Array =>
  encodeModel(buildLayer(layer, shape, { training }).graph);

/** A classifier of three classes around the layer, for inputs of `[3, 5, 6]` pictures or of seven pixels. */
function modelAround({ layer, input, output }: LayerCase) {
  const pictures = input.length === 4;
  const shape = (pictures ? input.slice(1) : [1, 1, input[1]!]) as [number, number, number];
  const before = pictures ? [] : [exported.flatten()];
  const after = output.length === 4 ? [exported.flatten()] : [];
  return { shape, model: sequential([...before, layer, ...after, exported.dense({ units: 3 })]) };
}

describe.each(layerCases.map((layerCase) => [layerCase.name, layerCase] as const))('%s', (_, layerCase) => {
  const { layer, input, output, weights, states = [], wrongShape, wrongOption } = layerCase;

  it.each([true, false])('gives its shape and type (training: %s)', async (training) => {
    const { y } = buildLayer(layer, input, { training });
    expect({ shape: y.shape, dtype: y.dtype }).toEqual({ shape: output, dtype: 'float32' });
    const results = await runLayer(layer, input, drawnInput(input), drawnWeights(layer, input), training);
    expect(results['y']).toHaveLength(output.reduce((a, b) => a * b, 1));
    expect(results['y']!.every(Number.isFinite)).toBe(true);
  });

  it.each([true, false])('asks for its weights by name (training: %s)', (training) => {
    const { context } = buildLayer(layer, input, { training });
    expect(Object.fromEntries(context.specs.map(({ name, shape }) => [name, shape]))).toEqual(weights);
    expect(context.specs.map(({ name }) => name)).toEqual(Object.keys(weights));
    expect(context.specs.filter(({ trainable }) => !trainable).map(({ name }) => name)).toEqual(states);
    expect([...context.updates.keys()]).toEqual(training ? states : []);
  });

  it('survives JSON', () => {
    const json = JSON.parse(JSON.stringify(layer.toJSON())) as LayerJSON;
    const again = layerFromJSON(json);
    expect(again.toJSON()).toEqual(layer.toJSON());
    expect(drawnWeights(again, input)).toEqual(drawnWeights(layer, input));
    for (const training of [true, false]) {
      expect(encoded(again, input, training)).toEqual(encoded(layer, input, training));
    }
  });

  it('takes a batch of any size in inference', async () => {
    const x = drawnInput(input);
    const fed = drawnWeights(layer, input);
    const built = buildLayer(layer, ['batch', ...input.slice(1)], { weights: fed });
    expect(built.y.shape).toEqual(['batch', ...output.slice(1)]);
    const { y: both } = await runGraph(built.graph, { x });
    const { y: first } = await runGraph(built.graph, { x: x.slice(0, x.length / 2) });
    const { y: fixed } = await runLayer(layer, input, x, fed);
    expectClose(both!, fixed!, 1e-6);
    expectClose(first!, fixed!.slice(0, fixed!.length / 2), 1e-6);
  });

  it('has the gradients of finite differences by its input and parameters', async () => {
    const feeds = feedsOf(layerCase);
    for (const { name, gradient } of await differentiated(layerCase, feeds)) {
      const last = gradient.length - 1;
      const at = [...new Set([0, Math.floor(last / 3), Math.floor(last / 2), last])];
      const expected = await differences(layerCase, feeds, name, at);
      expectClose(
        at.map((i) => gradient[i]!),
        expected,
        2e-3,
        name,
      );
    }
  });

  it('trains', async () => {
    const { model, shape } = modelAround(layerCase);
    const batch = 6;
    const random = new Random(4, 'pictures');
    const images = Uint8Array.from({ length: batch * shape.reduce((a, b) => a * b, 1) }, () =>
      random.integer(256),
    );
    const labels = Int32Array.of(0, 1, 2, 0, 1, 2);
    const channels = shape[0];
    const normalization = { mean: Array<number>(channels).fill(0.5), std: Array<number>(channels).fill(0.3) };
    const config = { model, input: shape, classes: 3, normalization, optimizer: sgd(), seed: 1 };
    const step = new TrainStep(config, { threads: 1 });
    const before = Object.entries(step.weights).map(([name, values]) => [name, values.slice()] as const);
    // The same step twice, so that dropout keeps the same elements and the losses compare.
    const first = await step.run({ images, labels }, { step: 1, learningRate: 0.01 });
    for (const [name, values] of before) expect(step.weights[name], name).not.toEqual(values);
    const second = await step.run({ images, labels }, { step: 1, learningRate: 0.01 });
    expect(second.loss).toBeLessThan(first.loss - 1e-4);
    await step.dispose();
  });

  it('refuses an unknown option, by name', () => {
    const make = () => layerFromJSON({ ...layer.toJSON(), kernelsize: [] });
    expect(make).toThrow(InputError);
    expect(make).toThrow(new RegExp(`^${layer.type}: .*kernelsize.*$`));
  });

  it.runIf(wrongOption)('refuses a wrong option, by name', () => {
    const make = () => layerFromJSON({ ...layer.toJSON(), ...wrongOption });
    expect(make).toThrow(InputError);
    expect(make).toThrow(new RegExp(`^${layer.type}: ${Object.keys(wrongOption!)[0]}: .+$`));
  });

  it.runIf(wrongShape)('refuses an input of the wrong rank, and names its shape', () => {
    const build = () => buildLayer(layer, wrongShape!);
    expect(build).toThrow(InputError);
    expect(build).toThrow(
      new RegExp(`^${layer.type}(/\\w+)*: expected \\[batch, .*got \\[${wrongShape!.join(', ')}\\]`),
    );
  });
});
