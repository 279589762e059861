import { expect, it } from 'vitest';
import { Graph } from '../../engine/graph/graph.ts';
import * as op from '../../engine/graph/operators/index.ts';
import { InputError } from '../../errors.ts';
import { checkDifferentiable } from './differentiable.ts';

/** Two layers with quantised values between them: its nodes, and those of the layers. */
function network() {
  const graph = new Graph();
  const weight = () => graph.constant(new Float32Array(9), [3, 3], 'float32');
  const scale = graph.constant(Float32Array.of(0.1), [], 'float32');
  const zero = graph.constant(Int8Array.of(0), [], 'int8');
  const first = op.matMul(graph.input('x', 'float32', ['n', 3]), weight());
  const stored = op.quantizeLinear(first, scale, zero);
  const second = op.matMul(op.dequantizeLinear(stored, scale, zero), weight());
  graph.output('y', op.relu(second));
  return { nodes: [...graph.nodes], first: first.producer!, second: second.producer! };
}

it('lists the operators without a gradient behind the first trained layer', () => {
  const { nodes, first } = network();
  expect(() => checkDifferentiable(nodes, first)).toThrow(
    new InputError(
      "its layers can't be trained, because these operators have no gradient: QuantizeLinear, DequantizeLinear; --freeze all fits the head alone",
    ),
  );
});

it('takes a network whose trained layers have gradients', () => {
  const { nodes, second } = network();
  expect(() => checkDifferentiable(nodes, second)).not.toThrow();
});
