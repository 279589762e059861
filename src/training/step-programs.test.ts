// Which programs are open at a time. The programs compute nothing; they count themselves.
import { expect, it } from 'vitest';
import type { Program } from '../engine/runtime/program.ts';
import { StepPrograms } from './step-programs.ts';

/** Opens programs for batch sizes in turn and returns what was open after each, then after the end. */
async function openInTurn(sizes: readonly number[], isLarge: (size: number) => boolean) {
  const open: number[] = [];
  const prepared: number[] = [];
  const programs = new StepPrograms((size) => {
    prepared.push(size);
    const program = { dispose: () => Promise.resolve(void open.splice(open.indexOf(size), 1)) };
    return Promise.resolve({
      isLarge: isLarge(size),
      open: () => {
        open.push(size);
        return Promise.resolve(program as Program);
      },
    });
  });
  const after: number[][] = [];
  for (const size of sizes) {
    await programs.open(size);
    after.push([...open]);
  }
  await programs.dispose();
  return { after, left: open, prepared };
}

it('keeps small programs open', async () => {
  expect(await openInTurn([8, 3, 8, 3], () => false)).toEqual({
    after: [[8], [8, 3], [8, 3], [8, 3]],
    ...{ left: [], prepared: [8, 3] },
  });
});

it('closes the others before it opens a large one, and prepares each once', async () => {
  expect(await openInTurn([8, 3, 3, 8, 3], () => true)).toEqual({
    after: [[8], [3], [3], [8], [3]],
    ...{ left: [], prepared: [8, 3] },
  });
});

it('leaves a large program open beside a small one that is opened later', async () => {
  const { after } = await openInTurn([3, 8, 3, 8], (size) => size > 4);
  expect(after).toEqual([[3], [8], [8, 3], [8]]);
});
