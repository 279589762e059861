// Programs on every device: inputs and outputs, given arrays for results, and failures.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { gradients } from '../gradients/gradients.ts';
import { Graph, type Node } from '../graph/graph.ts';
import { GraphError } from '../graph/operator.ts';
import * as op from '../graph/operators/index.ts';
import { encodeModel } from '../onnx/encode.ts';
import { cpu, testDevices } from '../testing/devices.ts';
import { withProgram } from '../testing/evaluate.ts';
import { compile } from './compile.ts';
import { ModelError, openModel } from './program.ts';

/** y = x · w + 1 and z = Σ x, for a batch of any size. */
function sample(batch: number | string = 'batch'): Graph {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [batch, 2]);
  const w = graph.input('w', 'float32', [2, 1]);
  graph.output('y', op.add(op.matMul(x, w), 1));
  graph.output('z', op.reduceSum(w, { keepDims: false }));
  return graph;
}

const feeds = { x: Float32Array.of(1, 2, 3, 4), w: Float32Array.of(10, 100) };
const results = { y: Float32Array.of(211, 431), z: Float32Array.of(110) };

describe.each(testDevices)('a program on $device', (device) => {
  const use = <T>(graph: Graph, body: Parameters<typeof withProgram<T>>[2]) =>
    withProgram(graph, device, body);

  it('computes, for a batch of any size', async () => {
    await use(sample(), async (program) => {
      expect(await program.run(feeds)).toEqual(results);
      const { y } = await program.run({ ...feeds, x: Float32Array.of(1, 1) });
      expect(y).toEqual(Float32Array.of(111));
    });
  });

  it('describes its inputs and outputs', async () => {
    await use(sample(), (program) => {
      expect(Object.fromEntries(program.inputs)).toEqual({
        x: { dtype: 'float32', shape: ['batch', 2] },
        w: { dtype: 'float32', shape: [2, 1] },
      });
      expect(program.outputs.get('z')).toEqual({ dtype: 'float32', shape: [] });
      return Promise.resolve();
    });
  });

  it('writes results into given arrays', async () => {
    await use(sample(2), async (program) => {
      const into = { y: new Float32Array(2) };
      const found = await program.run(feeds, into);
      expect(found['y']).toBe(into.y);
      expect(into.y).toEqual(results.y);
      expect(found).toEqual(results);
      await program.run({ ...feeds, w: Float32Array.of(0, 0) }, into);
      expect(into.y).toEqual(Float32Array.of(1, 1));
    });
  });

  it('can alternate between two sets of arrays, as a training loop does', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [3]);
    graph.output('next', op.mul(x, 2));
    await use(graph, async (program) => {
      let [from, to] = [Float32Array.of(1, 2, 3), new Float32Array(3)];
      for (let step = 0; step < 5; step++) {
        await program.run({ x: from }, { next: to });
        [from, to] = [to, from];
      }
      expect(from).toEqual(Float32Array.of(32, 64, 96));
    });
  });

  it('refuses arrays for results that do not fit', async () => {
    await use(sample(2), async (program) => {
      // On the CPU they are the runtime's own tensors, elsewhere what it gives is copied to them.
      const [length, type] =
        device === cpu
          ? [
              /^Tensor's size\(2\) does not match data length\(3\)/,
              /^A float32 tensor's data must be type of/,
            ]
          : [
              /^output y: expected Float32Array of 2, got Float32Array of 3$/,
              /^output y: expected Float32Array of 2, got Float64Array of 2$/,
            ];
      await expect(program.run(feeds, { y: new Float32Array(3) })).rejects.toThrow(length);
      await expect(program.run(feeds, { y: new Float64Array(2) })).rejects.toThrow(type);
    });
  });

  it('takes and returns every element type of arrays', async () => {
    const graph = new Graph();
    const types = ['float32', 'float64', 'uint8', 'int32', 'int64', 'bool'] as const;
    for (const dtype of types) graph.output(`${dtype} out`, op.identity(graph.input(dtype, dtype, [2])));
    await use(graph, async (program) => {
      const given = {
        float32: Float32Array.of(0.5, -1),
        float64: Float64Array.of(0.1, -1),
        uint8: Uint8Array.of(0, 255),
        int32: Int32Array.of(-(2 ** 31), 7),
        int64: BigInt64Array.of(2n ** 62n, -1n),
        bool: Uint8Array.of(0, 1),
      };
      const found = await program.run(given);
      for (const dtype of types) expect(found[`${dtype} out`], dtype).toEqual(given[dtype]);
    });
  });

  it('names a missing input', async () => {
    await use(sample(), async (program) => {
      await expect(program.run({ x: feeds.x })).rejects.toThrow(
        new TypeError('input w: expected float32[2, 1], got no data'),
      );
    });
  });

  it('names an input with too many or too few elements', async () => {
    await use(sample(), async (program) => {
      await expect(program.run({ ...feeds, w: new Float32Array(3) })).rejects.toThrow(
        new TypeError('input w: expected float32[2, 1], got 3 elements'),
      );
      await expect(program.run({ ...feeds, x: new Float32Array(3) })).rejects.toThrow(
        new TypeError('input x: expected float32[batch, 2], got 3 elements'),
      );
    });
  });

  it('refuses an array of another type', async () => {
    await use(sample(), async (program) => {
      const run = program.run({ ...feeds, w: new Float64Array(2) });
      await expect(run).rejects.toThrow(TypeError);
      await expect(run).rejects.toThrow(/^A float32 tensor's data must be type of/);
    });
  });

  it('does not run after it is disposed of', async () => {
    const program = await compile(sample(), device);
    await program.dispose();
    await expect(program.run(feeds)).rejects.toThrow(/session already disposed|invalid session id/i);
  });

  it.each([
    ['no bytes', new Uint8Array(0)],
    ['bytes that are no model', Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)],
    ['half a model', encodeModel(sample()).slice(0, 100)],
  ])('refuses %s with a ModelError', async (_, bytes) => {
    await expect(openModel(bytes, device)).rejects.toThrow(ModelError);
  });

  it('opens what encodeModel wrote', async () => {
    const program = await openModel(encodeModel(sample()), device);
    expect(await program.run(feeds)).toEqual(results);
    await program.dispose();
  });
});

describe('results in place', () => {
  const size = 2 ** 21;
  const doubled = () => {
    const graph = new Graph();
    graph.output('y', op.mul(graph.input('x', 'float32', [size]), 2));
    return graph;
  };
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  /** The arrays that one collection finds are freed beside the program; the next one waits for that. */
  const collectGarbage = () => {
    gc();
    gc();
  };
  const heldByArrays = () => process.memoryUsage().arrayBuffers;

  it.each([true, false])('are not copied on request: %s', async (resultsInPlace) => {
    const program = await compile(doubled(), { ...cpu, resultsInPlace });
    const [x, y] = [new Float32Array(size).fill(3), new Float32Array(size)];
    await program.run({ x }, { y });
    collectGarbage(); // what goes during the measurement would hide a copy
    const before = heldByArrays();
    await program.run({ x }, { y });
    const copied = heldByArrays() - before;
    expect(copied < y.byteLength / 2).toBe(resultsInPlace);
    expect(y.every((value) => value === 6)).toBe(true);
    await program.dispose();
  });

  it('are allocated if some have no array', async () => {
    const graph = doubled();
    graph.output('z', op.add(graph.inputs[0]!, 1));
    const program = await compile(graph, cpu);
    const y = new Float32Array(size);
    const found = await program.run({ x: new Float32Array(size).fill(3) }, { y });
    expect(found['y']).toBe(y);
    expect([y[0], (found['z'] as Float32Array)[0]]).toEqual([6, 4]);
    expect([...program.outputs.keys()]).toEqual(['y', 'z']);
    await program.dispose();
  });

  it('do not hide a failure of the run', async () => {
    const graph = new Graph();
    graph.output('y', op.gather(graph.input('x', 'float32', [3]), graph.input('at', 'int32', [1])));
    const program = await compile(graph, cpu);
    const run = (at: number) =>
      program.run({ x: Float32Array.of(1, 2, 3), at: Int32Array.of(at) }, { y: new Float32Array(1) });
    expect(await run(2)).toEqual({ y: Float32Array.of(3) });
    await expect(run(7)).rejects.toThrow(/out of (data )?bounds/);
    await program.dispose();
  });
});

describe('compile', () => {
  it('lowers gradients to executable operators, and does not change the graph', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 1, 4]);
    const loss = op.reduceSum(op.maxPool(x, { kernel_shape: [2], strides: [2] }));
    graph.output('gradient', gradients(loss, [x])[0]!);
    const before = graph.nodes.map(({ name }) => name);
    const program = await compile(graph, { ...cpu, debug: true });
    expect(await program.run({ x: Float32Array.of(1, 2, 4, 3) })).toEqual({
      gradient: Float32Array.of(0, 1, 1, 0),
    });
    expect(graph.nodes.map(({ name }) => name)).toEqual(before);
    await program.dispose();
  });

  it('checks the graph in debug mode', async () => {
    const graph = sample();
    const [first] = graph.nodes as { -readonly [K in keyof Node]: Node[K] }[];
    first!.attributes = { axis: 1 };
    await expect(compile(graph, { ...cpu, debug: true })).rejects.toThrow(GraphError);
  });
});
