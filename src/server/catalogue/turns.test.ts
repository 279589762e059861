// The queue in front of the catalogue's threads.
import { describe, expect, it } from 'vitest';
import { TooBusy } from '../errors.ts';
import { Turns } from './turns.ts';

describe('turns', () => {
  const never = () => false;

  /** Takes a turn that lasts until `end` is called. */
  function start(turns: Turns, isAbandoned: () => boolean = never) {
    let end!: () => void;
    let hasStarted = false;
    const lasting = new Promise<void>((resolve) => (end = resolve));
    const task = () => {
      hasStarted = true;
      return lasting;
    };
    const done = turns.take(task, isAbandoned);
    return { end, done, hasStarted: () => hasStarted };
  }

  it('are given to as many as may run at once, in order', async () => {
    const turns = new Turns(2, 8);
    const [first, second, third, fourth] = Array.from({ length: 4 }, () => start(turns));
    const started = () => [first, second, third, fourth].map((one) => one!.hasStarted());
    expect(started()).toEqual([true, true, false, false]);
    second!.end();
    await second!.done;
    expect(started()).toEqual([true, true, true, false]);
    for (const one of [first, third, fourth]) one!.end();
    await Promise.all([first!.done, third!.done, fourth!.done]);
    expect(start(turns).hasStarted()).toBe(true);
  });

  it('are refused to more than may wait, and are free again after an error', async () => {
    const turns = new Turns(1, 1);
    const [running, waiting] = [start(turns), start(turns)];
    await expect(turns.take(() => Promise.resolve(), never)).rejects.toThrow(TooBusy);
    running.end();
    waiting.end();
    await Promise.all([running.done, waiting.done]);
    await expect(turns.take(() => Promise.reject(new Error('no')), never)).rejects.toThrow('no');
    expect(await turns.take(() => Promise.resolve('yes'), never)).toBe('yes');
  });

  it('are passed on by whom nobody waits for any more', async () => {
    const turns = new Turns(1, 8);
    let isAbandoned = false;
    const running = start(turns);
    const abandoned = start(turns, () => isAbandoned);
    const next = start(turns);
    isAbandoned = true;
    running.end();
    await expect(abandoned.done).rejects.toThrow(TooBusy);
    expect(abandoned.hasStarted()).toBe(false);
    next.end();
    await next.done;
  });
});
