// The test functions of the sampler bench: closed forms that are minimised, the same as in the Python
// baselines. Branin and Hartmann (Dixon & Szegő, 1978), Ackley (1987) with its optimum off the centre,
// Rosenbrock (1960), and an imitation of a CNN's validation error with conditional parameters.
import type { Parameters, SearchSpace } from '../../src/tuning/space.ts';

/** A function on a search space. */
export interface TestFunction {
  readonly space: SearchSpace;
  readonly value: (params: Parameters) => number;
  readonly optimum: number;
}

const box = (
  bounds: readonly (readonly [number, number])[],
  optimum: number,
  value: (x: readonly number[]) => number,
): TestFunction => ({
  optimum,
  space: bounds.map(([low, high], i) => ({
    name: `x${i}`,
    distribution: { kind: 'float', low, high, log: false },
  })),
  value: (params) => value(bounds.map((_, i) => params[`x${i}`] as number)),
});

const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);

function branin(x: readonly number[]): number {
  const [a, b] = [x[0]!, x[1]!];
  const parabola = b - (5.1 / (4 * Math.PI ** 2)) * a ** 2 + (5 / Math.PI) * a - 6;
  return parabola ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(a) + 10;
}

const hartmannA = [
  [10, 3, 17, 3.5, 1.7, 8],
  [0.05, 10, 17, 0.1, 8, 14],
  [3, 3.5, 1.7, 10, 17, 8],
  [17, 8, 0.05, 10, 0.1, 14],
];
const hartmannP = [
  [1312, 1696, 5569, 124, 8283, 5886],
  [2329, 4135, 8307, 3736, 1004, 9991],
  [2348, 1451, 3522, 2883, 3047, 6650],
  [4047, 8828, 8732, 5743, 1091, 381],
];
const hartmannC = [1, 1.2, 3, 3.2];

const hartmann6 = (x: readonly number[]): number =>
  -hartmannC.reduce((sum, c, k) => {
    const squares = x.reduce(
      (all, xi, i) => all + hartmannA[k]![i]! * (xi - hartmannP[k]![i]! * 1e-4) ** 2,
      0,
    );
    return sum + c * Math.exp(-squares);
  }, 0);

const ackleyShift = [7.3, -11.9, 3.1, -5.7, 13.3];

function ackley5(x: readonly number[]): number {
  const z = x.map((xi, i) => xi - ackleyShift[i]!);
  const root = Math.sqrt(z.reduce((sum, a) => sum + a * a, 0) / z.length);
  const waves = z.reduce((sum, a) => sum + Math.cos(2 * Math.PI * a), 0) / z.length;
  return -20 * Math.exp(-0.2 * root) - Math.exp(waves) + 20 + Math.E;
}

const rosenbrock4 = (x: readonly number[]): number =>
  [0, 1, 2].reduce((sum, i) => sum + 100 * (x[i + 1]! - x[i]! ** 2) ** 2 + (1 - x[i]!) ** 2, 0);

/** By optimiser: depth's effect on the best rate and the width of the valley of learning rates. */
function cnn(p: Parameters): number {
  const of = (name: string) => p[name] as number;
  const [depth, dropout, logRate] = [of('depth'), of('dropout'), Math.log10(of('lr'))];
  const doublings = Math.log2(of('width') / 8);
  const underfit = 0.1 * Math.exp(-0.6 * (depth - 1)) + 0.06 * Math.exp(-0.9 * doublings);
  const overfit =
    0.03 * Math.max(0, Math.log2(depth) + 0.5 * doublings - 3.2) * Math.exp(-3 * dropout) +
    0.004 * Math.max(0, depth - 6);
  const { d, own, valley } = optimizerEffect(p, logRate, depth);
  const slow = d < 0 ? 0.55 * Math.tanh(0.1 * (d / valley) ** 2) : 0;
  const diverged = d > 0 ? 0.8 * (1 - Math.exp(-((d / valley) ** 4))) : 0;
  return Math.min(0.9, 0.06 + underfit + overfit + 0.06 * dropout ** 2 + own + slow + diverged);
}

function optimizerEffect(p: Parameters, logRate: number, depth: number) {
  if (p['optimizer'] === 'sgd') {
    const momentum = p['momentum'] as number;
    const d = logRate - Math.log10(1 - momentum) + 0.7 + 0.08 * (depth - 2);
    return { d, own: 0.03 * (momentum - 0.9) ** 2, valley: 0.7 };
  }
  if (p['optimizer'] === 'adam') {
    const decay = Math.log10(p['weight_decay'] as number);
    return { d: logRate + 2.7 + 0.08 * (depth - 2), own: 0.006 + 0.0015 * (decay + 3) ** 2, valley: 1 };
  }
  return { d: logRate + 3 + 0.1 * (depth - 2), own: 0.016, valley: 0.8 };
}

const cnnSpace: SearchSpace = [
  { name: 'optimizer', distribution: { kind: 'categorical', choices: ['sgd', 'adam', 'rmsprop'] } },
  { name: 'lr', distribution: { kind: 'float', low: 1e-5, high: 1, log: true } },
  { name: 'depth', distribution: { kind: 'int', low: 2, high: 10, log: false, step: 1 } },
  { name: 'width', distribution: { kind: 'int', low: 8, high: 256, log: true, step: 1 } },
  { name: 'dropout', distribution: { kind: 'float', low: 0, high: 0.6, log: false } },
  {
    name: 'momentum',
    distribution: { kind: 'float', low: 0, high: 0.99, log: false },
    condition: { parent: 'optimizer', value: 'sgd' },
  },
  {
    name: 'weight_decay',
    distribution: { kind: 'float', low: 1e-6, high: 0.1, log: true },
    condition: { parent: 'optimizer', value: 'adam' },
  },
];

/** The functions by name. */
export const testFunctions: Readonly<Record<string, TestFunction>> = {
  branin: box(
    [
      [-5, 10],
      [0, 15],
    ],
    0.39788735772973816,
    branin,
  ),
  hartmann6: box(times(6, [0, 1] as const), -3.322368011415515, hartmann6),
  ackley5: box(times(5, [-32.768, 32.768] as const), 0, ackley5),
  rosenbrock4: box(times(4, [-5, 10] as const), 0, rosenbrock4),
  cnn: { space: cnnSpace, value: cnn, optimum: 0.08143773398308249 },
};
