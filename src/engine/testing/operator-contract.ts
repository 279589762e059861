// The contract of a differentiable operator, run for every case on a device: its values agree with an
// independent implementation, and its gradients with that implementation and with finite differences of its
// own values.
import { grads, tensor, type Tensor } from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { ModelError } from '../runtime/program.ts';
import { expectClose } from './closeness.ts';
import type { TestDevice } from './devices.ts';
import {
  buildCase,
  buildGradients,
  feedsOf,
  lossWeights,
  runOnce,
  withProgram,
  type Float,
} from './evaluate.ts';
import { finiteDifferences } from './finite-differences.ts';
import type { OperatorCase } from './operator-case.ts';
import { pytorchFixture } from './pytorch.ts';
import './tensorflow.ts';

/**
 * How far gradients may be from finite differences, on any device; the device states its tolerance to
 * oracles.
 */
const tolerances = { float32: 3e-4, float64: 1e-7 } as const;

interface Opinion {
  readonly y: ArrayLike<number>;
  readonly shape: readonly number[] | undefined;
  readonly weights: readonly number[];
  readonly gradients: readonly ArrayLike<number>[] | undefined;
}

/** The values and gradients of a case's oracle. */
function opinionOf({ inputs, oracle }: OperatorCase, weights: readonly number[]): Opinion {
  if (oracle.kind === 'pytorch') {
    const { output, weights, gradients } = pytorchFixture(oracle.fixture);
    return { y: output.data, shape: output.shape, weights, gradients };
  }
  if (oracle.kind === 'plain') {
    const y = oracle.compute(...inputs.map(({ data }) => data));
    return { y, shape: undefined, weights, gradients: undefined };
  }
  const operands = inputs.map(({ shape, data }) => tensor([...data], [...shape], 'float32'));
  const y = oracle.compute(...operands);
  const dy = tensor([...weights], y.shape, 'float32');
  const gradients = grads(oracle.compute)(operands, dy).map((g: Tensor) => g.dataSync());
  return { y: y.dataSync(), shape: y.shape, weights, gradients };
}

/** Whether the device has kernels in float64 for a case and its gradients. */
async function runsInFloat64(operatorCase: OperatorCase, device: TestDevice): Promise<boolean> {
  const { output } = buildCase(operatorCase);
  const { graph } = buildGradients(operatorCase, lossWeights(output), 'float64');
  try {
    await withProgram(graph, device, () => Promise.resolve());
    return true;
  } catch (error) {
    if (error instanceof ModelError) return false;
    throw error;
  }
}

export async function checkOperatorCase(operatorCase: OperatorCase, device: TestDevice): Promise<void> {
  const { output } = buildCase(operatorCase);
  const { y, shape, weights, gradients } = opinionOf(operatorCase, lossWeights(output));
  if (shape) expect(output.shape).toEqual(shape);
  const { graph } = buildGradients(operatorCase, weights, 'float32');
  const results = await runOnce(graph, device, feedsOf(operatorCase.inputs, 'float32'));
  expectClose(results['y'] as Float32Array, y, device.tolerance, 'outputs');
  gradients?.forEach((gradient, i) =>
    expectClose(results[`g${i}`] as Float32Array, gradient, device.tolerance, `gradients of input ${i}`),
  );
}

/** Gradients against finite differences, in the given precision. */
export async function checkFiniteDifferences(
  operatorCase: OperatorCase,
  device: TestDevice,
  dtype: Float,
): Promise<void> {
  const { graph, output } = buildCase(operatorCase, dtype);
  const weights = lossWeights(output);
  const expected = await withProgram(graph, device, (program) =>
    finiteDifferences(program, operatorCase, weights, dtype),
  );
  const backward = buildGradients(operatorCase, weights, dtype).graph;
  const results = await runOnce(backward, device, feedsOf(operatorCase.inputs, dtype));
  expected.forEach((gradient, i) =>
    expectClose(
      results[`g${i}`] as Float32Array,
      gradient,
      tolerances[dtype],
      `${dtype} gradients of input ${i}`,
    ),
  );
}

/**
 * The whole contract for the cases of an operator on a device. Differences are also taken in float64 if the
 * device can. Without `differences` they are taken only in float32, and only for cases whose gradients have
 * no other oracle.
 */
export function describeOperator(
  type: string,
  cases: readonly OperatorCase[],
  device: TestDevice,
  { differences = true } = {},
): void {
  describe(type, () => {
    for (const operatorCase of cases) {
      const fault = device.faults[`${type}: ${operatorCase.name}`];
      const test = fault ? it.fails : it;
      test(fault ? `${operatorCase.name} (${fault})` : operatorCase.name, async () => {
        await checkOperatorCase(operatorCase, device);
        if (differences || operatorCase.oracle.kind === 'plain')
          await checkFiniteDifferences(operatorCase, device, 'float32');
        if (differences && (await runsInFloat64(operatorCase, device)))
          await checkFiniteDifferences(operatorCase, device, 'float64');
      });
    }
  });
}
