// L-BFGS on a function whose minimum is known.
import { expect, it } from 'vitest';
import { lbfgs } from './lbfgs.ts';

it('finds the minimum of a quadratic function of unequal curvatures', async () => {
  const curvatures = [1, 10, 100, 1000];
  const least = await lbfgs(
    (x) =>
      Promise.resolve({
        value: curvatures.reduce((sum, c, i) => sum + (c / 2) * (x[i]! - i) ** 2, 0) + 1,
        gradient: Float64Array.from(curvatures, (c, i) => c * (x[i]! - i)),
      }),
    new Float64Array(4),
    { tolerance: 1e-14 },
  );
  least.forEach((value, i) => expect(value).toBeCloseTo(i, 5));
});
