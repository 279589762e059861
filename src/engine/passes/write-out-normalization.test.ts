// Batch normalisation written out, against the runtime's operator, against PyTorch for the gradients, and
// against float64 for a large mean.
import { describe, expect, it } from 'vitest';
import { Random } from '../../random.ts';
import { Graph, type Value } from '../graph/graph.ts';
import { batchNormalization, batchNormalizationTraining, relu } from '../graph/operators/index.ts';
import { sizeOf, type TensorData } from '../graph/tensor-type.ts';
import { expectClose } from '../testing/closeness.ts';
import { normalizationCases } from '../testing/cases/normalization.ts';
import { buildGradients, feedsOf } from '../testing/evaluate.ts';
import { pytorchFixture } from '../testing/pytorch.ts';
import { countOf, expectAgreement, run, typesOf } from './testing/graphs.ts';
import { writeOutNormalization } from './write-out-normalization.ts';

function training(shape: readonly number[], attributes: { epsilon?: number; momentum?: number }): Graph {
  const graph = new Graph();
  const perChannel = ['scale', 'bias', 'mean', 'variance'].map((name) =>
    graph.input(name, 'float32', [shape[1]!]),
  );
  const [scale, bias, ...running] = perChannel;
  const [y, mean, variance] = batchNormalizationTraining(
    graph.input('x', 'float32', shape),
    ...([scale!, bias!, running[0]!, running[1]!] as const),
    attributes,
  );
  graph.output('y', y);
  graph.output('next mean', mean);
  graph.output('next variance', variance);
  return graph;
}

/** Figures drawn around a mean, with standard deviation 1. */
function around(mean: number, shape: readonly number[]): Float32Array {
  const random = new Random(3, 'around', mean);
  return Float32Array.from({ length: sizeOf(shape) }, () => mean + random.normal());
}

const fixtures = normalizationCases['BatchNormalization']!.flatMap((operatorCase) =>
  operatorCase.oracle.kind === 'pytorch' ? [{ ...operatorCase, fixture: operatorCase.oracle.fixture }] : [],
);

describe('writeOutNormalization', () => {
  it.each([
    [[3, 4, 5, 6], {}],
    [[8, 5], { epsilon: 0.01 }],
    [[4, 2, 7], { momentum: 0.6 }],
    [[2, 3, 2, 3, 2], { epsilon: 1e-3, momentum: 0 }],
  ])('gives the results of the operator, including running figures: %j %j', async (shape, attributes) => {
    const graph = training(shape, attributes);
    const feeds = { x: around(0.5, shape) };
    expectAgreement(await run(writeOutNormalization(graph), feeds), await run(graph, feeds), 1e-6);
  });

  it.each(fixtures)('has PyTorch’s gradients: $name', async (operatorCase) => {
    const { weights, gradients } = pytorchFixture(operatorCase.fixture);
    const { graph } = buildGradients(operatorCase, weights, 'float32');
    const written = writeOutNormalization(graph);
    expect(typesOf(written).filter((type) => type.startsWith('BatchNormalization'))).toEqual([]);
    const feeds = feedsOf(operatorCase.inputs, 'float32') as Record<string, TensorData>;
    const results = await run(written, feeds);
    gradients.forEach((gradient, i) => expectClose(results[`g${i}`]!, gradient, 1e-5, `gradient ${i}`));
  });

  it('keeps the digits of the variance with a large mean', async () => {
    const shape = [16, 1, 8, 8];
    const x = around(1000, shape);
    const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
    const variance = x.reduce((sum, value) => sum + (value - mean) ** 2, 0) / x.length;
    const one = Float32Array.of(1);
    const feeds = { x, scale: one, bias: Float32Array.of(0), mean: one, variance: one };
    const results = await run(writeOutNormalization(training(shape, { momentum: 0 })), feeds);
    expectClose(results['next variance']!, [variance], 1e-6, 'variance');
    // The mean is known to a few units of its last place, and they are 6e-5 each.
    const normalized = Array.from(x, (value) => (value - mean) / Math.sqrt(variance + 1e-5));
    expectClose(results['y']!, normalized, 5e-4, 'y');
  });

  it.each([
    ['trained', (graph: Graph, name: string) => graph.input(name, 'float32', [4])],
    [
      'constant',
      (graph: Graph, name: string) => graph.constant(Float32Array.of(1, 2, 3, 4), [4], 'float32', name),
    ],
  ] as const)(
    'in inference, writes out normalisation whose scale is %s only if it is trained',
    async (kind, make) => {
      const graph = new Graph();
      const [scale, bias, mean] = ['scale', 'bias', 'mean'].map((name) => make(graph, name)) as [
        Value,
        Value,
        Value,
      ];
      const variance = graph.constant(Float32Array.of(0.5, 1, 2, 3), [4], 'float32');
      const x = graph.input('x', 'float32', [2, 4, 3, 3]);
      graph.output('y', relu(batchNormalization(x, scale, bias, mean, variance)));
      const written = writeOutNormalization(graph);
      expect(countOf(written, 'BatchNormalization')).toBe(kind === 'trained' ? 0 : 1);
      expectAgreement(await run(written), await run(graph), 1e-6);
    },
  );

  it('leaves everything else alone', () => {
    const graph = new Graph();
    graph.output('y', relu(graph.input('x', 'float32', [2, 4])));
    expect(typesOf(writeOutNormalization(graph))).toEqual(['Relu']);
  });
});
