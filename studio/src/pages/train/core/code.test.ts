import { expect, it } from 'vitest';
import { codeOf } from './code.ts';

const config = { data: 'sketches', epochs: 3 };

it('keeps the model under the name of the run', () => {
  expect(codeOf({ config }, { name: 'mine' })).toContain('writeFile("mine.onnx", best)');
  expect(codeOf({ config }, {})).toContain('writeFile("best.onnx", best)');
});

it('writes no program for a time, which only the command can turn into epochs', () => {
  expect(codeOf({ config }, { time: '10m' })).toBeUndefined();
});
