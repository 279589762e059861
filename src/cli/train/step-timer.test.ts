// The speed of steps, from moments that the test sets.
import { describe, expect, it } from 'vitest';
import { stepTimer } from './step-timer.ts';

describe('stepTimer', () => {
  it('skips three steps, and is done three seconds later', () => {
    const timer = stepTimer(2000);
    // Compilation; then 0.5 s for each step of 64 pictures.
    const moments = [3500, 4000, 4500, 5000, 5500, 6000, 6500, 7000, 7500];
    const enough = moments.map((at, i) => {
      timer.step({ epoch: 1, done: 64 * (i + 1) }, at);
      return timer.hasEnough();
    });
    expect(enough).toEqual([false, false, false, false, false, false, false, false, true]);
    expect(timer.measured()).toEqual({ steps: 6, imagesPerSecond: 128 });
  });

  it('counts whole batches only, and no time between epochs', () => {
    const timer = stepTimer(0);
    // Epochs of 100 pictures: a step of 64 takes 0.1 s, one of 36 takes 1 s, validation 5 s.
    for (let epoch = 1, at = 0; epoch <= 4; epoch++) {
      timer.step({ epoch, done: 64 }, (at += 100));
      timer.step({ epoch, done: 100 }, (at += 1000));
      timer.goOn((at += 5000));
    }
    expect(timer.measured()).toEqual({ steps: 2, imagesPerSecond: 640 });
  });

  it('has one warm-up step if steps are slow', () => {
    const timer = stepTimer(0);
    timer.step({ epoch: 1, done: 10 }, 20_000);
    expect(timer.hasEnough()).toBe(false);
    timer.step({ epoch: 1, done: 20 }, 30_000);
    expect(timer.hasEnough()).toBe(true);
    expect(timer.measured()).toEqual({ steps: 1, imagesPerSecond: 1 });
  });

  it('uses the first steps if a run has no others', () => {
    const timer = stepTimer(0);
    timer.step({ epoch: 1, done: 10 }, 1000);
    timer.step({ epoch: 1, done: 20 }, 2000);
    expect(timer.measured()).toEqual({ steps: 2, imagesPerSecond: 10 });
  });
});
