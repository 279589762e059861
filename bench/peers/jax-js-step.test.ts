import { init, numpy as np, random } from '@jax-js/jax';
import { expect, test } from 'vitest';
import { initialState, parameterCount, trainStep } from './jax-js-step.ts';

test('the network has the parameters of paper-cnn', () => {
  expect(parameterCount).toBe(225_034);
});

test('steps on one batch lower its loss, which starts near that of a guess', async () => {
  await init('wasm');
  const floats = Float32Array.from({ length: 2 * 28 * 28 }, (_, index) => (index % 11) / 11);
  let state = initialState(1);
  const losses: number[] = [];
  for (let count = 1; count <= 8; count++) {
    const images = np.array(floats).reshape([2, 1, 28, 28]);
    const labels = np.array(Int32Array.of(3, 3), { dtype: np.int32 });
    const [loss, next] = trainStep(state, np.array(count), images, labels, random.key(count));
    state = next;
    losses.push(loss.item());
  }
  expect(Math.abs(losses[0]! - Math.log(10))).toBeLessThan(0.5);
  expect(losses.at(-1)!).toBeLessThan(losses[0]! / 2);
});
