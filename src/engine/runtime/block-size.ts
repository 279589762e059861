// The block size of the runtime's internal layout on this machine: 16 with AVX-512, 8 with AVX2, none on other devices.
// It is found by trying: a small convolution and pooling in blocks must give what the plain layout gives.
import { Random } from '../../random.ts';
import { Graph, type Value } from '../graph/graph.ts';
import { conv, convTranspose, maxPool } from '../graph/operators/index.ts';
import { sizeOf } from '../graph/tensor-type.ts';
import { encodeModel } from '../onnx/encode.ts';
import { blockedLayout } from '../passes/blocked/blocked-layout.ts';
import { openModel } from './program.ts';
import { loadRuntime, type DeviceOptions, type Runtime } from './runtime.ts';

const candidates = [16, 8];
const tolerance = 1e-4;
const found = new WeakMap<Runtime, Promise<number | undefined>>();

/** The block size that works, or nothing where the plain layout must do. Tried once per runtime. */
export async function findBlockSize(options: DeviceOptions): Promise<number | undefined> {
  if ((options.device ?? 'cpu') !== 'cpu') return undefined;
  const runtime = options.runtime ?? (await loadRuntime());
  const known = found.get(runtime) ?? tryAll({ runtime, threads: 1 });
  found.set(runtime, known);
  return known;
}

async function tryAll(options: DeviceOptions): Promise<number | undefined> {
  const expected = await run(sampleGraph(), options);
  for (const blockSize of candidates) {
    const results = await run(blockedLayout(sampleGraph(), blockSize), options).catch(() => undefined);
    if (results && agree(results, expected)) return blockSize;
  }
  return undefined;
}

const types = { x: [2, 3, 9, 9], first: [32, 3, 3, 3], second: [16, 32, 3, 3] } as const;

/** Both forms of weights, a pooling, and the gradient's convolution. */
function sampleGraph(): Graph {
  const graph = new Graph();
  const [x, first, second] = Object.entries(types).map(([name, shape]) =>
    graph.input(name, 'float32', shape),
  ) as [Value, Value, Value];
  const pooled = maxPool(conv(x, first), { kernel_shape: [2, 2], strides: [1, 1] });
  const y = conv(pooled, second, undefined, { pads: [1, 1, 1, 1] });
  graph.output('y', y);
  graph.output('dx', convTranspose(y, second, undefined, { pads: [1, 1, 1, 1] }));
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
