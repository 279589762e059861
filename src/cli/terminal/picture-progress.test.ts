// The lines about reading photographs, away from a terminal.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pictureReporter } from './picture-progress.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => vi.restoreAllMocks());

it('says what is read, and each half minute how far it is and how long the rest takes', () => {
  let seconds = 100;
  const report = pictureReporter(() => 1000 * seconds);
  const progress = { name: 'shop', total: 12_000, decoded: 0 };
  report({ ...progress, done: 0 });
  for (let done = 1; done <= 12_000; done++) {
    seconds = 100 + done / 100;
    report({ ...progress, done });
  }
  expect(lines.join('').trim().split('\n')).toEqual([
    'reading 12,000 pictures of shop',
    'reading 12,000 pictures of shop: 3,000, 1 min 30 s left',
    'reading 12,000 pictures of shop: 6,000, 1 min 0 s left',
    'reading 12,000 pictures of shop: 9,000, 30 s left',
  ]);
});
