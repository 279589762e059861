// Gradients of operators that are written out, against finite differences: one case each.
import { expect, it } from 'vitest';
import { gradients } from '../gradients/gradients.ts';
import { mul, reduceSum } from '../graph/operators/index.ts';
import { expectClose } from '../testing/closeness.ts';
import { feedsOf, lossWeights, runOnce, withProgram } from '../testing/evaluate.ts';
import { finiteDifferences } from '../testing/finite-differences.ts';
import {
  decodeForeign,
  float,
  floats,
  foreignFile,
  int,
  ints,
  node,
  tensor,
  text,
  whole,
} from '../testing/foreign-models.ts';
import { distinct, drawn, type CaseInput } from '../testing/operator-case.ts';
import type { TensorProto } from './messages.ts';

type Attributes = NonNullable<Parameters<typeof node>[3]>;

interface Case {
  readonly type: string;
  readonly name?: string;
  /** 21 unless it is said. */
  readonly opset?: number;
  readonly inputs: readonly CaseInput[];
  readonly attributes?: Attributes;
  /** Inputs that are no pictures and no weights, behind the others. */
  readonly constants?: readonly TensorProto[];
  /** All inputs in their order, where some are left out. */
  readonly operands?: readonly string[];
}

const device = { device: 'cpu', threads: 1 } as const;

async function checkGradients({
  type,
  opset = 21,
  inputs,
  attributes,
  constants = [],
  operands,
}: Case): Promise<void> {
  const names = operands ?? [...inputs.map((_, i) => `x${i}`), ...constants.map(({ name = '' }) => name)];
  const shapes = Object.fromEntries(inputs.map(({ shape }, i) => [`x${i}`, shape]));
  const nodes = [node(type, names, 'y', attributes)];
  const file = foreignFile({ opset, inputs: shapes, initializers: constants, nodes });
  const graph = decodeForeign(file);
  const y = graph.outputs.get('y')!;
  const weights = lossWeights(y);
  const expected = await withProgram(graph, device, (program) =>
    finiteDifferences(program, { inputs }, weights, 'float32'),
  );
  const constant = graph.constant(Float32Array.from(weights), y.shape, 'float32');
  gradients(reduceSum(mul(y, constant)), graph.inputs).forEach((gradient, i) =>
    graph.output(`g${i}`, gradient),
  );
  const results = await runOnce(graph, device, feedsOf(inputs, 'float32'));
  expect(expected).toHaveLength(inputs.length);
  expected.forEach((gradient, i) =>
    expectClose(results[`g${i}`] as Float32Array, gradient, 1e-3, `gradients of input ${i}`),
  );
}

const picture = drawn([2, 4, 3, 4]);
const positive = drawn([2, 3, 4], { low: 0.5, high: 2 });
const matrix = (rows: number, columns: number, seed = 2) => drawn([rows, columns], { seed });
const kernel = drawn([3, 4, 2, 3], { seed: 2 });

const cases: readonly Case[] = [
  {
    type: 'Attention',
    opset: 23,
    inputs: [1, 2, 3].map((seed) => drawn([1, 2, 3, 4], { seed })),
    constants: [tensor('mask', [0, 1, -1], [1, 3])],
  },
  {
    type: 'Attention',
    name: 'heads side by side',
    opset: 23,
    inputs: [1, 2, 3].map((seed) => drawn([1, 3, 4], { seed })),
    attributes: [int('q_num_heads', 2), int('kv_num_heads', 2)],
  },
  {
    type: 'AveragePool',
    name: 'ceil_mode',
    inputs: [picture],
    attributes: [ints('kernel_shape', [2, 2]), ints('strides', [2, 3]), int('ceil_mode', 1)],
  },
  {
    type: 'Conv',
    name: 'auto_pad',
    inputs: [picture, kernel],
    attributes: [text('auto_pad', 'SAME_LOWER'), ints('strides', [2, 2])],
  },
  {
    type: 'ConvTranspose',
    name: 'auto_pad',
    inputs: [picture, drawn([4, 2, 3, 3])],
    attributes: [text('auto_pad', 'SAME_UPPER'), ints('strides', [2, 2])],
  },
  { type: 'DepthToSpace', inputs: [picture], attributes: [int('blocksize', 2), text('mode', 'CRD')] },
  { type: 'Einsum', inputs: [matrix(3, 4, 1), matrix(4, 2)], attributes: [text('equation', 'ij,jk->ki')] },
  {
    type: 'Einsum',
    name: 'three operands, summed',
    inputs: [matrix(2, 3, 1), matrix(3, 2), matrix(2, 4, 3)],
    attributes: [text('equation', 'ab,bc,cd->a')],
  },
  { type: 'Expand', inputs: [drawn([3, 1])], constants: [whole('to', [2, 3, 4])] },
  {
    type: 'GroupNormalization',
    inputs: [picture, drawn([4]), drawn([4], { seed: 2 })],
    attributes: [int('num_groups', 2)],
  },
  {
    type: 'GroupNormalization',
    name: 'one scale a group',
    opset: 18,
    inputs: [picture, drawn([2]), drawn([2], { seed: 2 })],
    attributes: [int('num_groups', 2)],
  },
  { type: 'LpNormalization', inputs: [positive] },
  {
    type: 'LpNormalization',
    name: 'by absolute values',
    inputs: [positive],
    attributes: [int('p', 1), int('axis', 1)],
  },
  { type: 'LRN', inputs: [picture], attributes: [int('size', 3), float('alpha', 0.5)] },
  { type: 'LogSoftmax', name: 'over two axes', opset: 11, inputs: [drawn([2, 3, 4])] },
  { type: 'MatMul', name: 'by a vector', inputs: [drawn([2, 3, 4]), drawn([4], { seed: 2 })] },
  {
    type: 'MaxPool',
    name: 'ceil_mode',
    inputs: [distinct([1, 2, 5, 4])],
    attributes: [ints('kernel_shape', [2, 2]), ints('strides', [2, 3]), int('ceil_mode', 1)],
  },
  { type: 'Mean', inputs: [matrix(3, 4, 1), matrix(1, 4)] },
  { type: 'MeanVarianceNormalization', inputs: [picture] },
  ...['ReduceL1', 'ReduceLogSum', 'ReduceLogSumExp', 'ReduceSumSquare'].map((type) => ({
    ...{ type, inputs: [positive], attributes: [int('keepdims', 0)], constants: [whole('axes', [1])] },
  })),
  { type: 'Reshape', inputs: [picture], constants: [whole('to', [0, -1, 6])] },
  ...['nearest', 'linear', 'cubic'].map((mode) => ({
    ...{ type: 'Resize', name: mode, inputs: [picture], attributes: [text('mode', mode)] },
    ...{ operands: ['x0', '', 'scales'], constants: [tensor('scales', [1, 1, 1.5, 0.5])] },
  })),
  { type: 'RMSNormalization', opset: 23, inputs: [drawn([2, 3, 4]), drawn([4], { seed: 2 })] },
  {
    type: 'Slice',
    inputs: [picture],
    constants: [whole('from', [-1]), whole('to', [-9]), whole('axes', [1]), whole('steps', [-2])],
  },
  { type: 'Softmax', name: 'over two axes', opset: 11, inputs: [drawn([2, 3, 4])] },
  { type: 'SpaceToDepth', inputs: [drawn([1, 2, 4, 6])], attributes: [int('blocksize', 2)] },
  { type: 'Swish', opset: 24, inputs: [picture], attributes: [float('alpha', 0.7)] },
  { type: 'Tile', inputs: [matrix(2, 3)], constants: [whole('repeats', [2, 3])] },
  {
    type: 'Upsample',
    opset: 7,
    inputs: [picture],
    attributes: [floats('scales', [1, 1, 2, 2]), text('mode', 'linear')],
  },
];

it.each(cases.map((one) => [[one.type, one.name].filter(Boolean).join(', '), one] as const))(
  '%s',
  async (_, one) => {
    await checkGradients(one);
  },
);
