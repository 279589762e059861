import { expect, it } from 'vitest';
import { readSmoothing } from './smoothing.ts';

it.each([
  [undefined, 0],
  ['', 0],
  ['0.6', 0.6],
  ['0.95', 0.95],
  ['1', 0],
  ['-1', 0],
  ['much', 0],
])('%j is remembered as %d', (text, value) => expect(readSmoothing(text)).toBe(value));
