// The workarounds for WebGPU on the CPU, where they are not needed: the same values and gradients, and no
// change of correct operators. The contract suite shows on WebGPU that they are needed.
import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { liveNodes } from '../graph/live-nodes.ts';
import * as op from '../graph/operators/index.ts';
import { encodeModel } from '../onnx/encode.ts';
import { openModel } from '../runtime/program.ts';
import { operatorCases } from '../testing/cases/index.ts';
import { expectClose } from '../testing/closeness.ts';
import { cpu } from '../testing/devices.ts';
import { buildCase, buildGradients, feedsOf, lossWeights } from '../testing/evaluate.ts';
import type { CaseInput } from '../testing/operator-case.ts';
import { lower } from './lower.ts';
import { workAroundWebgpu } from './webgpu-workarounds.ts';

async function run(graph: Graph, inputs: readonly CaseInput[]) {
  const program = await openModel(encodeModel(graph), cpu);
  const results = await program.run(feedsOf(inputs, 'float32'));
  await program.dispose();
  return results as Record<string, Float32Array>;
}

describe('workAroundWebgpu', () => {
  it.each(['Conv', 'ConvTranspose', 'Slice', 'Pow', 'LogSoftmax', 'Sign'])(
    'keeps the results of %s and its gradients',
    async (type) => {
      for (const operatorCase of operatorCases[type]!) {
        const weights = lossWeights(buildCase(operatorCase).output);
        const graph = lower(buildGradients(operatorCase, weights, 'float32').graph);
        const expected = await run(graph, operatorCase.inputs);
        const found = await run(workAroundWebgpu(graph), operatorCase.inputs);
        for (const [name, values] of Object.entries(expected)) {
          expectClose(found[name]!, values, 1e-5, `${operatorCase.name}: ${name}`);
        }
      }
    },
  );

  it('crops bytes as numbers', async () => {
    const graph = new Graph();
    const bytes = op.slice(graph.input('x', 'uint8', [3, 2]), { starts: [1], ends: [3], axes: [0] });
    graph.output('y', op.mul(op.cast(bytes, 'float32'), 2));
    const changed = workAroundWebgpu(graph);
    expect(liveNodes(changed).map(({ operator }) => operator.type)).toEqual(['Cast', 'Slice', 'Mul']);
    const program = await openModel(encodeModel(changed), cpu);
    const { y } = await program.run({ x: Uint8Array.of(1, 2, 3, 4, 5, 255) });
    await program.dispose();
    expect(y).toEqual(Float32Array.of(6, 8, 10, 510));
  });

  it('keeps operators that the provider computes correctly', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2, 8, 5, 5]);
    const kernel = (...shape: number[]) => graph.input(`w${shape.join('x')}`, 'float32', shape);
    graph.output('conv', op.conv(x, kernel(4, 8, 3, 3)));
    graph.output(
      'three channels',
      op.conv(op.slice(x, { starts: [0], ends: [3], axes: [1] }), kernel(4, 3, 3, 3)),
    );
    graph.output('depthwise', op.convTranspose(x, kernel(8, 1, 3, 3), undefined, { group: 8 }));
    graph.output('reversed', op.slice(x, { starts: [-1], ends: [-100], axes: [2], steps: [-1] }));
    graph.output('square', op.pow(x, 2));
    const typesOf = ({ nodes }: Graph) => nodes.map(({ operator }) => operator.type);
    expect(typesOf(workAroundWebgpu(graph))).toEqual(typesOf(graph));
  });
});
