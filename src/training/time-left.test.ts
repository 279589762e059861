import { expect, it } from 'vitest';
import type { StepProgress } from './progress.ts';
import { FeaturesLeft, TimeLeft } from './time-left.ts';

/** Three epochs of 100 pictures. */
const step = (epoch: number, done: number): StepProgress => ({
  ...{ epoch, epochs: 3, done, total: 100, learningRate: 0.1 },
  ...{ loss: 1, accuracy: 0.5, gradientNorm: 1 },
});

it('knows nothing before the pace is known', () => {
  const left = new TimeLeft(30);
  expect(left.seconds).toBeUndefined();
  left.step(step(1, 10), 50); // the first step, however long it took
  expect(left.seconds).toBeUndefined();
  left.step(step(1, 20), 50.5);
  expect(left.seconds).toBeUndefined();
});

it('takes a validation to cost a third of training, until one was timed', () => {
  const left = new TimeLeft(30);
  left.step(step(1, 10), 0);
  left.step(step(1, 50), 4); // 10 pictures a second
  expect(left.seconds).toBeCloseTo(250 / 10 + 3 * (30 / 10 / 3), 9);
  left.step(step(1, 100), 9);
  left.validated(11); // two seconds
  left.step(step(2, 10), 12); // the first step of an epoch waits for other things
  expect(left.seconds).toBeCloseTo(190 / 10 + 2 * 2, 9);
});

it('is about what is left of a resumed run', () => {
  const left = new TimeLeft(0);
  left.step(step(3, 50), 100);
  left.step(step(3, 70), 104);
  expect(left.seconds).toBeCloseTo(30 / 5, 9);
});

it('takes the pace of the features so far for those that are left, without the first ones', () => {
  const left = new FeaturesLeft();
  left.known(8, 108, 50); // the first ones, however long they took
  expect(left.seconds).toBeUndefined();
  left.known(16, 108, 50.5);
  expect(left.seconds).toBeUndefined(); // too short to tell
  left.known(28, 108, 52);
  expect(left.seconds).toBeCloseTo(8); // 20 pictures in 2 seconds, and 80 are left
  left.known(108, 108, 60);
  expect(left.seconds).toBe(0);
});
