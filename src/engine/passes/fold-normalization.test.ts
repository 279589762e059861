// Normalisation by given statistics in the convolution before it: the same results and gradients of all
// weights, and where it must stay.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import type { Graph, Value } from '../graph/graph.ts';
import {
  batchNormalization,
  batchNormalizationTraining,
  conv,
  mul,
  reduceSum,
  relu,
} from '../graph/operators/index.ts';
import { foldNormalization } from './fold-normalization.ts';
import { countOf, expectAgreement, graphOf, run, typesOf, withGradients } from './testing/graphs.ts';

const shapes = { x: [2, 4, 5, 5], w: [6, 4, 3, 3], b: [6], scale: [6], shift: [6], mean: [6] };
type Inputs = Record<keyof typeof shapes, Value>;

const variance = ({ graph }: Value): Value => {
  const random = new Random(5);
  const data = Float32Array.from({ length: 6 }, () => 0.5 + random.uniform());
  return graph.constant(data, [6], 'float32', 'variance');
};

const normalized = (y: Value, { scale, shift, mean }: Inputs): Value =>
  batchNormalization(y, scale, shift, mean, variance(y), { epsilon: 0.01 });

const ones = (shape: readonly number[], { graph }: Value): Value =>
  graph.constant(new Float32Array(shape.reduce((a, b) => a * b)).fill(0.5), shape, 'float32');

describe('foldNormalization', () => {
  it.each<[name: string, build: (inputs: Inputs) => Value]>([
    ['with a bias', (inputs) => normalized(conv(inputs.x, inputs.w, inputs.b), inputs)],
    ['without one', (inputs) => relu(normalized(conv(inputs.x, inputs.w), inputs))],
    [
      'in groups',
      (inputs) => normalized(conv(inputs.x, ones([6, 2, 1, 1], inputs.x), inputs.b, { group: 2 }), inputs),
    ],
  ])('scales the filters of a convolution %s', async (_, build) => {
    const folded = foldNormalization(graphOf(shapes, build));
    expect(countOf(folded, 'BatchNormalization')).toBe(0);
    const expected = await run(withGradients(graphOf(shapes, build)));
    expectAgreement(await run(withGradients(folded)), expected, 1e-5);
  });

  it('leaves a convolution alone that is read elsewhere', () => {
    const graph: Graph = graphOf(shapes, (inputs) => {
      const y = conv(inputs.x, inputs.w);
      return mul(normalized(y, inputs), reduceSum(y, { axes: [2, 3] }));
    });
    expect(countOf(foldNormalization(graph), 'BatchNormalization')).toBe(1);
  });

  it('leaves constant weights to the runtime', () => {
    const graph = graphOf({ x: [2, 4, 5, 5] }, ({ x }) => {
      const six = ones([6], x);
      return batchNormalization(conv(x, ones([6, 4, 1, 1], x)), six, six, six, six);
    });
    expect(typesOf(foldNormalization(graph), 'y')).toEqual(['Conv', 'BatchNormalization']);
  });

  it('leaves the statistics of the batch alone', () => {
    const graph = graphOf(
      shapes,
      ({ x, w, scale, shift, mean }) => batchNormalizationTraining(conv(x, w), scale, shift, mean, mean)[0],
    );
    expect(typesOf(foldNormalization(graph), 'y')).toEqual(['Conv', 'BatchNormalization']);
  });
});
