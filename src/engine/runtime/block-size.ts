// The block size of the runtime's internal layout on this machine: 16 with AVX-512, 8 with AVX2, none on
// other devices. It is found by trial: a small sample must give the same results in blocks as in the plain
// layout.
import { Random } from '../../random.ts';
import { Graph, type Value } from '../graph/graph.ts';
import {
  add,
  averagePool,
  clip,
  conv,
  convTranspose,
  convWeightGradient,
  gemm,
  matMul,
  maxPool,
  maxPoolGradient,
  mul,
  reduceSum,
  relu,
  reshape,
  scaleShift,
} from '../graph/operators/index.ts';
import { sizeOf } from '../graph/tensor-type.ts';
import { encodeModel } from '../onnx/encode.ts';
import { blockedLayout } from '../passes/blocked/blocked-layout.ts';
import { blockedProducts } from '../passes/blocked/blocked-products.ts';
import { fuseConvolutions } from '../passes/blocked/fuse-convolutions.ts';
import { lower } from '../passes/lower.ts';
import { devices } from '../device.ts';
import { openModel } from './program.ts';
import { loadRuntime, type DeviceOptions, type Runtime } from './runtime.ts';

const candidates = [16, 8];
const tolerance = 1e-4;
const found = new WeakMap<Runtime, Promise<number | undefined>>();

/** The block size that works, or undefined if only the plain layout does. Tried once per runtime. */
export async function findBlockSize(options: DeviceOptions): Promise<number | undefined> {
  if (!devices[options.device ?? 'cpu'].hasBlockedLayout) return undefined;
  const runtime = await loadRuntime(options.runtime);
  const known = found.get(runtime) ?? tryAll({ runtime, threads: 1 });
  found.set(runtime, known);
  return known;
}

async function tryAll(options: DeviceOptions): Promise<number | undefined> {
  const expected = await run(lower(sampleGraph()), options);
  for (const blockSize of candidates) {
    const blocked = lower(
      blockedProducts(fuseConvolutions(blockedLayout(sampleGraph(), blockSize)), blockSize),
    );
    const results = await run(blocked, options).catch(() => undefined);
    if (results && agree(results, expected)) return blockSize;
  }
  return undefined;
}

const types = {
  x: [32, 3, 10, 10],
  first: [32, 3, 3, 3],
  second: [16, 32, 3, 3],
  third: [16, 16, 3, 3],
  few: [6, 3, 3, 3],
  depthwise: [32, 1, 3, 3],
  scale: [32],
  shift: [32],
  tokens: [2, 16, 32],
  dense: [32, 16],
} as const;

/**
 * A small graph with everything that the blocked layout is used for: every operator, both forms of weights,
 * groups, fused sums and activations, products of matrices.
 */
function sampleGraph(): Graph {
  const graph = new Graph();
  const { x, first, second, third, few, depthwise, scale, shift, tokens, dense } = Object.fromEntries(
    Object.entries(types).map(([name, shape]) => [name, graph.input(name, 'float32', shape)]),
  ) as Record<keyof typeof types, Value>;
  const tile = { kernel_shape: [2, 2], strides: [2, 2] };
  const same = { pads: [1, 1, 1, 1] };
  const hidden = scaleShift(conv(x, first), scale, shift);
  const pooled = maxPool(hidden, tile);
  const y = conv(pooled, second, undefined, same);
  const z = relu(add(conv(y, third, undefined, same), y));
  const bounded = clip(conv(pooled, second), -0.5, 0.5);
  graph.output('bounded', bounded);
  graph.output('z', z);
  graph.output('ofFew', conv(x, few));
  graph.output('average', averagePool(z, tile));
  graph.output('sum', reduceSum(z, { axes: [0, 2, 3], keepDims: false }));
  graph.output('sumOfSquares', reduceSum(mul(y, y), { axes: [0, 2, 3], keepDims: false }));
  const dPooled = convTranspose(z, second, undefined, same);
  graph.output('dHidden', maxPoolGradient(hidden, pooled, dPooled, tile));
  const overlapping = { kernel_shape: [3, 3], strides: [2, 2], pads: [1, 1, 1, 1] };
  graph.output('dOverlapping', maxPoolGradient(hidden, maxPool(hidden, overlapping), dPooled, overlapping));
  graph.output('dSecond', convWeightGradient(pooled, z, { kernel_shape: [3, 3], ...same }));
  graph.output('dThird', convWeightGradient(y, z, { kernel_shape: [3, 3], ...same }));
  graph.output('dFirst', convWeightGradient(x, hidden, { kernel_shape: [3, 3] }));
  graph.output(
    'dWide',
    convTranspose(z, third, undefined, { strides: [2, 2], pads: [1, 1, 1, 1], output_padding: [1, 1] }),
  );
  const each = { ...same, group: 32 };
  graph.output('throughDepthwise', conv(hidden, depthwise, undefined, each));
  graph.output('dDepthwise', convWeightGradient(hidden, hidden, { kernel_shape: [3, 3], ...each }));
  graph.output('dThroughDepthwise', convTranspose(hidden, depthwise, undefined, each));
  const product = matMul(tokens, dense);
  graph.output('product', relu(product));
  const flat = reshape(product, [-1, 16]);
  graph.output('dDense', gemm(reshape(tokens, [-1, 32]), flat, undefined, { transA: 1 }));
  graph.output('dTokens', gemm(flat, dense, undefined, { transB: 1 }));
  return graph;
}

async function run(graph: Graph, options: DeviceOptions): Promise<Float32Array[]> {
  const program = await openModel(encodeModel(graph), options);
  try {
    const feeds = Object.entries(types).map(([name, shape]): [string, Float32Array] => {
      return [name, new Random(0, 'block size', name).fillUniform(new Float32Array(sizeOf(shape)))];
    });
    return Object.values(await program.run(Object.fromEntries(feeds))) as Float32Array[];
  } finally {
    await program.dispose();
  }
}

const agree = (results: readonly Float32Array[], expected: readonly Float32Array[]): boolean =>
  results.every((array, i) =>
    array.every(
      (value, j) => Math.abs(value - expected[i]![j]!) <= tolerance * (1 + Math.abs(expected[i]![j]!)),
    ),
  );
