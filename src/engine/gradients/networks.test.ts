// Gradients of whole networks: all parameters at once, on a batch, against TensorFlow.js and PyTorch; and a
// training step in one graph, on every device.
import { grads, tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { Graph, type Value } from '../graph/graph.ts';
import * as op from '../graph/operators/index.ts';
import type { TensorData } from '../graph/tensor-type.ts';
import { distance } from '../testing/closeness.ts';
import { cpu, testDevices, type TestDevice } from '../testing/devices.ts';
import { feedsOf, runOnce, withProgram } from '../testing/evaluate.ts';
import {
  batchOf,
  crossEntropy,
  initialParameters,
  lenet5,
  smallCnn,
  tfCrossEntropy,
  type TestNetwork,
} from '../testing/networks.ts';
import { pytorchCase } from '../testing/operator-case.ts';
import { checkFiniteDifferences, checkOperatorCase } from '../testing/operator-contract.ts';
import { gradients } from './gradients.ts';

/** The largest difference, relative to the largest element expected. */
function relativeDistance(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const largest = Math.max(...Array.from(expected, Math.abs));
  const scaled = (array: ArrayLike<number>) => Array.from(array, (x) => x / largest);
  return distance(scaled(actual), scaled(expected));
}

interface Step {
  readonly graph: Graph;
  readonly loss: Value;
  readonly parameters: readonly Value[];
}

function buildLoss(network: TestNetwork, batch: number): Step {
  const graph = new Graph();
  const images = graph.input('images', 'float32', [batch, 1, 28, 28]);
  const labels = graph.input('labels', 'int64', [batch]);
  const parameters = network.parameterShapes.map((shape, i) => graph.input(`x${i}`, 'float32', shape));
  const loss = crossEntropy(network.apply(images, parameters), labels);
  graph.output('loss', loss);
  return { graph, loss, parameters };
}

function feedBatch(size: number, seed?: number): Record<string, TensorData> {
  const { images, labels } = batchOf(size, seed);
  return { images: Float32Array.from(images.data), labels: BigInt64Array.from(labels, BigInt) };
}

describe.each([smallCnn, lenet5])('all gradients of the $name', (network) => {
  const size = 4;
  const parameters = initialParameters(network);

  it.each(testDevices)(
    'agree with TensorFlow.js to $tolerance of the largest, on $device',
    async (device) => {
      const { graph, loss, parameters: values } = buildLoss(network, size);
      gradients(loss, values).forEach((gradient, i) => graph.output(`g${i}`, gradient));
      const results = await runOnce(graph, device, {
        ...feedBatch(size),
        ...feedsOf(parameters, 'float32'),
      });

      const { images, labels } = batchOf(size);
      const x = tensor([...images.data], [...images.shape]);
      const tensors = parameters.map(({ shape, data }) => tensor([...data], [...shape]));
      const lossOf = (...p: typeof tensors) => tfCrossEntropy(network.tensorflow(x, p), labels);
      expect((results['loss'] as Float32Array)[0]).toBeCloseTo(lossOf(...tensors).dataSync()[0]!, 5);
      grads(lossOf)(tensors).forEach((expected, i) => {
        const found = relativeDistance(results[`g${i}`] as Float32Array, expected.dataSync());
        expect(found, `parameter ${i}`).toBeLessThan(device.tolerance);
      });
    },
  );
});

it.each(testDevices)('a small LeNet-5 agrees with PyTorch on $device', async (device) => {
  const small = pytorchCase('lenet5', (x, ...p) => {
    const block = (x: Value, w: Value, b: Value, pads: number[]) =>
      op.averagePool(op.tanh(op.conv(x, w, b, { pads })), { kernel_shape: [2, 2], strides: [2, 2] });
    const pooled = block(block(x, p[0]!, p[1]!, [2, 2, 2, 2]), p[2]!, p[3]!, [0, 0, 0, 0]);
    const dense = (x: Value, layer: number) => op.gemm(x, p[layer]!, p[layer + 1], { transB: 1 });
    const hidden = op.tanh(dense(op.tanh(dense(op.flatten(pooled), 4)), 6));
    return op.logSoftmax(dense(hidden, 8));
  });
  await checkOperatorCase(small, device);
  if (device === cpu) await checkFiniteDifferences(small, device, 'float32');
});

describe('a training step', () => {
  const size = 8;
  const parameters = initialParameters(smallCnn);

  /** Forward, backward and the update of plain gradient descent, as one graph. */
  function buildStep(): Graph {
    const { graph, loss, parameters: values } = buildLoss(smallCnn, size);
    gradients(loss, values).forEach((gradient, i) =>
      graph.output(`next${i}`, op.sub(values[i]!, op.mul(gradient, 0.05))),
    );
    return graph;
  }

  const train = (device: TestDevice, steps: number) =>
    withProgram(buildStep(), device, async (program) => {
      let state: Record<string, TensorData> = feedsOf(parameters, 'float32');
      const losses: number[] = [];
      for (let step = 0; step < steps; step++) {
        const results = await program.run({ ...feedBatch(size), ...state });
        losses.push((results['loss'] as Float32Array)[0]!);
        state = Object.fromEntries(parameters.map((_, i) => [`x${i}`, results[`next${i}`]!]));
      }
      return { losses, state };
    });

  it('lowers the loss on its own batch', async () => {
    const { losses } = await train(cpu, 20);
    expect(losses.at(-1)).toBeLessThan(losses[0]! / 2);
  });

  it('gives the same bits each time', async () => {
    const [a, b] = [await train(cpu, 3), await train(cpu, 3)];
    expect(a).toEqual(b);
  });

  it.each(testDevices.slice(1))(
    'agrees with cpu to $tolerance after five steps, on $device',
    async (device) => {
      const [expected, found] = [await train(cpu, 5), await train(device, 5)];
      expect(distance(found.losses, expected.losses)).toBeLessThan(device.tolerance);
      for (const [name, values] of Object.entries(expected.state)) {
        expect(distance(found.state[name] as Float32Array, values as Float32Array), name).toBeLessThan(
          device.tolerance,
        );
      }
    },
  );
});
