// Muon over ten steps: 2×2 kernels against its equations in float64, where the iteration is worked out on the
// singular values; kernels of one row or column too; all against PyTorch, whose rounding to bfloat16 is taken
// out. Tolerance 1e-5: a singular value near 0, with its rounding error, is multiplied by up to 500. And
// which kernels go which way.
import { describe, expect, it } from 'vitest';
import { adamw } from './adamw.ts';
import { muon, type MuonOptions } from './muon.ts';
import { descend, gradientAt, rates, start } from './testing/descend.ts';
import { expectSamePath } from './testing/equations.ts';
import { pytorchPath } from './testing/pytorch.ts';

const [a, b, c] = [3.4445, -4.775, 2.0315];

/** What the iteration multiplies a singular value with, from its square. */
function gain(square: number, steps: number): number {
  let factor = 1;
  for (let i = 0; i < steps; i++) {
    const now = square * factor ** 2;
    factor *= a + b * now + c * now ** 2;
  }
  return factor;
}

/**
 * A 2×2 matrix x, row by row, with its singular values put through the iteration: x · (p + q·xᵀx), where p +
 * q·λ is the gain at both eigenvalues λ of xᵀx.
 */
function orthogonalized(given: readonly number[], steps: number): number[] {
  const norm = Math.hypot(...given);
  const [x0, x1, x2, x3] = given.map((value) => value / norm) as [number, number, number, number];
  const [g0, g1, g3] = [x0 ** 2 + x2 ** 2, x0 * x1 + x2 * x3, x1 ** 2 + x3 ** 2];
  const middle = (g0 + g3) / 2;
  const radius = Math.hypot((g0 - g3) / 2, g1);
  const [high, low] = [gain(middle + radius, steps), gain(Math.max(0, middle - radius), steps)];
  const q = (high - low) / (2 * radius);
  const p = high - q * (middle + radius);
  const [h0, h1, h3] = [p + q * g0, q * g1, p + q * g3];
  return [x0 * h0 + x1 * h1, x0 * h1 + x1 * h3, x2 * h0 + x3 * h1, x2 * h1 + x3 * h3];
}

function expected(options: MuonOptions): number[][] {
  const { momentum = 0.95, nesterov = true, nsSteps = 5, rmsRate = 0.2, weightDecay = 0 } = options;
  let theta = [...start];
  let buffer = start.map(() => 0);
  return rates.map((rate) => {
    const gradient = gradientAt(theta);
    buffer = buffer.map((value, i) => momentum * value + gradient[i]!); // unscaled, as Keras has it
    const ahead = nesterov ? gradient.map((value, i) => value + momentum * buffer[i]!) : buffer;
    const step = orthogonalized(ahead, nsSteps);
    theta = theta.map(
      (value, i) => value - rate * weightDecay * value - rate * rmsRate * Math.SQRT2 * step[i]!,
    );
    return theta;
  });
}

const settings: MuonOptions[] = [
  {},
  { momentum: 0.5, nesterov: false },
  { nsSteps: 2, rmsRate: 0.7, weightDecay: 0.3 },
];

it.each(settings)('%o follows its equations', async (options) => {
  const path = await descend(muon({ ...options, minUnits: 2 }), rates, { shape: [2, 2] });
  expectSamePath(path, expected(options), 1e-5);
});

describe('agrees with PyTorch', () => {
  it.each([
    [2, 2],
    [4, 1],
    [1, 4],
  ])('on %d×%d', async (rows, columns) => {
    const path = await descend(muon({ minUnits: 1 }), rates, { shape: [rows, columns] });
    expectSamePath(path, pytorchPath(`muon ${rows}x${columns}`), 1e-5);
  });

  it("with weight decay, three steps and without Nesterov's momentum", async () => {
    const optimizer = muon({ minUnits: 1, weightDecay: 0.3, momentum: 0.8, nesterov: false, nsSteps: 3 });
    const path = await descend(optimizer, rates, { shape: [2, 2] });
    expectSamePath(path, pytorchPath('muon with decay'), 1e-5);
  });
});

describe('decides by shape how a weight is updated', () => {
  const options = { weightDecay: 0.1 };
  const asAdamw = (shape: number[]) => descend(adamw(options), rates, { shape });
  const asMatrix = (shape: number[], minUnits: number) =>
    descend(muon({ ...options, minUnits }), rates, { shape });

  it.each([[[2, 1, 1, 2]], [[2, 2, 1, 1]], [[2, 1, 2, 1]]])(
    'a convolution %j as a matrix [filters, the rest]',
    async (shape) => {
      expectSamePath(await asMatrix(shape, 100), await asMatrix([2, 2], 2), 0);
    },
  );

  it('a dense kernel of as many units as minUnits as a matrix', async () => {
    expect(await asMatrix([2, 2], 2)).not.toEqual(await asAdamw([2, 2]));
  });

  it('a dense kernel of fewer units by AdamW', async () => {
    expectSamePath(await asMatrix([2, 2], 3), await asAdamw([2, 2]), 0);
  });

  it('a vector by AdamW, without decay', async () => {
    expectSamePath(await asMatrix([4], 1), await asAdamw([4]), 0);
  });
});

it('is not element-wise', () => {
  expect(muon().isElementwise).toBe(false);
});
