import { expect, it } from 'vitest';
import { setTimeout as sleep } from 'node:timers/promises';
import { Gate } from './gate.ts';

it('runs tasks together, and exclusive tasks alone', async () => {
  const gate = new Gate();
  const running = new Set<string>();
  const seen: string[][] = [];
  const task = (name: string) => async () => {
    running.add(name);
    seen.push([...running]);
    await sleep(5);
    running.delete(name);
    return name;
  };
  const all = [
    gate.together(task('a')),
    gate.together(task('b')),
    gate.apart(task('X')),
    gate.together(task('c')),
    gate.apart(task('Y')),
    gate.together(task('d')),
  ];
  expect(await Promise.all(all)).toEqual(['a', 'b', 'X', 'c', 'Y', 'd']);
  expect(seen.filter((names) => names.some((name) => 'XY'.includes(name)))).toEqual([['X'], ['Y']]);
  expect(Math.max(...seen.map(({ length }) => length))).toBeGreaterThan(1);
});

it('continues after a failed task', async () => {
  const gate = new Gate();
  const fail = () => Promise.reject(new Error('no'));
  await expect(gate.apart(fail)).rejects.toThrow('no');
  await expect(gate.together(fail)).rejects.toThrow('no');
  expect(await gate.apart(() => Promise.resolve(1))).toBe(1);
  expect(await gate.together(() => Promise.resolve(2))).toBe(2);
});
