// Nadam over ten steps against Dozat's (2016) equations in float64, and against PyTorch (tolerances 2e-6),
// with epsilon outside the root, and what is fed after many steps against the whole product of momenta.
import { describe, expect, it } from 'vitest';
import { nadam, type NadamOptions } from './nadam.ts';
import { descend, rates } from './testing/descend.ts';
import { expectSamePath, follow } from './testing/equations.ts';
import { pytorchPath } from './testing/pytorch.ts';

const momentumAt = (step: number, { beta1 = 0.9, momentumDecay = 0.004 }: NadamOptions): number =>
  beta1 * (1 - 0.5 * Math.pow(0.96, step * momentumDecay));

function expected(options: NadamOptions): number[][] {
  const { beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8, weightDecay = 0 } = options;
  return follow(
    rates,
    () => ({ m: 0, v: 0, product: 1 }),
    ({ value, gradient, rate, step, state }) => {
      const [now, next] = [momentumAt(step, options), momentumAt(step + 1, options)];
      state.product *= now;
      state.m = beta1 * state.m + (1 - beta1) * gradient;
      state.v = beta2 * state.v + (1 - beta2) * gradient ** 2;
      const ahead = (next * state.m) / (1 - state.product * next);
      const first = ahead + ((1 - now) * gradient) / (1 - state.product);
      const root = Math.sqrt(state.v / (1 - beta2 ** step));
      return value - rate * weightDecay * value - (rate * first) / (root + epsilon);
    },
  );
}

const settings: NadamOptions[] = [{}, { epsilon: 0.1 }, { beta1: 0.5, beta2: 0.9, momentumDecay: 1 }];

it.each(settings)('%o follows its equations', async (options) => {
  expectSamePath(await descend(nadam(options), rates), expected(options), 2e-6);
});

describe('agrees with PyTorch', () => {
  it('by default', async () => {
    expectSamePath(await descend(nadam(), rates), pytorchPath('nadam'), 2e-6);
  });

  it("with weight decay and Keras's growth of the momentum", async () => {
    const optimizer = nadam({ beta1: 0.8, beta2: 0.99, momentumDecay: 1, weightDecay: 0.3 });
    const path = await descend(optimizer, rates, { shape: [2, 2] });
    expectSamePath(path, pytorchPath('nadam with decay'), 2e-6);
  });
});

it.each([0.9, 0.999, 0])('feeds the product of all momenta (beta1 %d)', (beta1) => {
  const optimizer = nadam({ beta1, beta2: 0.5 });
  for (const step of [1, 2, 50, 3000]) {
    const product = Array.from({ length: step }, (_, i) => momentumAt(i + 1, { beta1 })).reduce(
      (a, b) => a * b,
      1,
    );
    const [now, next] = [momentumAt(step, { beta1 }), momentumAt(step + 1, { beta1 })];
    const root = Math.sqrt(1 - 0.5 ** step);
    const fed = optimizer.scalars(step, 0.1);
    expect(fed['gradientRate']).toBeCloseTo((0.1 * root * (1 - now)) / (1 - product), 14);
    expect(fed['momentRate']).toBeCloseTo((0.1 * root * next) / (1 - product * next), 14);
  }
});
