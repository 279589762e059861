import { expect, it } from 'vitest';
import { Latest } from './latest.ts';

it('works on the first and the newest, one at a time, and skips what is in between', async () => {
  const done: number[] = [];
  let inside = 0;
  const latest = new Latest<number>(async (given) => {
    inside += 1;
    expect(inside).toBe(1);
    await Promise.resolve();
    done.push(given);
    inside -= 1;
  });
  const first = latest.give(1);
  for (const given of [2, 3, 4]) void latest.give(given);
  await first;
  expect(done).toEqual([1, 4]);
  await latest.give(5);
  expect(done).toEqual([1, 4, 5]);
});

it('forgets what waits', async () => {
  const done: string[] = [];
  const latest = new Latest<string>((given) => Promise.resolve(void done.push(given)));
  const running = latest.give('a');
  void latest.give('b');
  latest.forget();
  await running;
  expect(done).toEqual(['a']);
});
