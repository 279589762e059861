// Every activation, written to a file and read again, against its equation in float64 (tolerance 2e-6), and
// its gradient against central differences of that equation (tolerance 1e-5), over a range in which each of
// its pieces shows.
import { describe, expect, it } from 'vitest';
import { gradients } from '../engine/gradients/gradients.ts';
import { Graph } from '../engine/graph/graph.ts';
import { liveNodes } from '../engine/graph/live-nodes.ts';
import { reduceSum } from '../engine/graph/operators/index.ts';
import { decodeModel } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { finish } from '../engine/passes/passes.ts';
import { expectClose } from '../engine/testing/closeness.ts';
import { activationNames, activations, type ActivationName } from './activations.ts';
import { runGraph } from './testing/layer-programs.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const softplus = (x: number): number => Math.log1p(Math.exp(x));
const silu = (x: number): number => x * sigmoid(x);

/** Abramowitz & Stegun, 7.1.5, by as many terms as |x| < 5 needs. */
function erf(x: number): number {
  let [term, total] = [x, x];
  for (let n = 1; n < 120; n++) {
    term *= (-x * x) / n;
    total += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * total;
}

const selu = { alpha: 1.6732632423543772, scale: 1.0507009873554805 };

const equations: Readonly<Record<ActivationName, (x: number) => number>> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  'leaky-relu': (x) => (x > 0 ? x : 0.01 * x),
  elu: (x) => (x > 0 ? x : Math.expm1(x)),
  selu: (x) => selu.scale * (x > 0 ? x : selu.alpha * Math.expm1(x)),
  gelu: (x) => (x / 2) * (1 + erf(x / Math.SQRT2)),
  silu,
  swish: silu,
  mish: (x) => x * Math.tanh(softplus(x)),
  tanh: Math.tanh,
  sigmoid,
  softplus,
  'hard-swish': (x) => (x * Math.min(6, Math.max(0, x + 3))) / 6,
};

/** From -5 to 5, past the kinks at -3, 0 and 3. */
const points = Float32Array.from({ length: 41 }, (_, i) => (i - 20) / 4 + 0.0625);

function graphOf(name: ActivationName): Graph {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [points.length]);
  graph.output('y', activations[name](x));
  return graph;
}

describe.each(activationNames)('%s', (name) => {
  const equation = equations[name];

  it('follows its equation, also after saving', async () => {
    const graph = decodeModel(encodeModel(graphOf(name)));
    const { y } = await runGraph(graph, { x: points });
    expectClose(y!, Array.from(points, equation), 2e-6);
  });

  it('has the slope of its equation', async () => {
    const graph = graphOf(name);
    const [slope] = gradients(reduceSum(graph.outputs.get('y')!), graph.inputs);
    graph.output('slope', slope!);
    const step = 1e-4;
    const expected = Array.from(points, (x) => (equation(x + step) - equation(x - step)) / (2 * step));
    const { slope: found } = await runGraph(graph, { x: points });
    expectClose(found!, expected, 1e-5);
  });
});

it('writes attributes that equal ONNX’s defaults', () => {
  const defaults: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    LeakyRelu: { alpha: 0.01 },
    Elu: { alpha: 1 },
    Gelu: { approximate: 'none' },
  };
  const nodes = activationNames.flatMap((name) => liveNodes(decodeModel(encodeModel(graphOf(name)))));
  for (const { operator, attributes } of nodes) {
    for (const [key, value] of Object.entries(attributes)) {
      const expected = defaults[operator.type]?.[key];
      if (typeof value === 'number') expect(value, operator.type).toBeCloseTo(expected as number, 7);
      else expect(value, operator.type).toBe(expected);
    }
  }
  expect(nodes.map(({ operator }) => operator.type)).toContain('LeakyRelu');
});

it('knows swish as an alias of silu', () => {
  const types = (name: ActivationName) =>
    finish(graphOf(name), { device: 'cpu', blockSize: undefined }).nodes.map(({ operator }) => operator.type);
  expect(types('swish')).toEqual(types('silu'));
  expect(types('swish')).toEqual(['Sigmoid', 'Mul']);
});
