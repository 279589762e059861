import { expect, test } from 'vitest';
import type { ResultDocument, ResultRow } from './result-document.ts';
import { resultTable } from './result-table.ts';
import { machine } from './testing/machine.ts';

const row: ResultRow = {
  architecture: 'paper-cnn',
  batchSize: 128,
  name: 'atelier',
  imagesPerSecond: 4321.4,
  ratio: 1,
  fractionOfFloor: 0.4567,
  min: 4000,
  max: 4500.6,
  peakMemoryMiB: 251.7,
  versions: { 'onnxruntime-node': '1.30.0' },
};
const slow = {
  ...{ imagesPerSecond: 2.4123, ratio: 1791.4, fractionOfFloor: 0.000255, min: 2.4123, max: 2.4123 },
  peakMemoryMiB: 97.5,
};
const other = { imagesPerSecond: 99.84, fractionOfFloor: 0.5, min: 90.5, max: 99.99 };
const fast = { imagesPerSecond: 54_321, ratio: 0.5, fractionOfFloor: 1, min: 54_000, max: 55_000 };
const document: ResultDocument = {
  command: 'train-step',
  machine: { ...machine, peakGflops: 123.4 },
  threads: 2,
  repetitions: 7,
  othersCores: 0.01,
  notQuotable: [],
  secondsPerBurst: 1.5,
  seed: 1,
  results: [
    row,
    { ...row, name: 'tfjs', ...slow, note: 'one thread, one repetition' },
    { ...row, ...other, batchSize: 512, name: 'x', ratio: null, peakMemoryMiB: null, versions: { x: '3' } },
    { ...row, ...fast, architecture: 'lenet5', batchSize: 1, peakMemoryMiB: 1000 },
  ],
  missing: [],
};

/** The lines of a table as cells, without the spaces that pad them. */
const cellsOf = (lines: readonly string[]) =>
  lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );

test('the text has settings, machine, versions and a Markdown section for each network', () => {
  const lines = resultTable(document).split('\n');
  expect(lines.slice(0, 4)).toEqual([
    'train-step; medians of 7 interleaved repetitions of 1.5 s each',
    'machine: Some CPU, 2 cores, 8 GiB, linux 6.1; matrix product 123 GFLOP/s; load before the run 0.0',
    'versions: node 20.19.0, onnxruntime-node 1.30.0, x 3',
    'seed 1, 2 threads',
  ]);
  expect(lines.slice(4, 7)).toEqual(['', '### paper-cnn', '']);
  expect(lines.slice(12, 15)).toEqual(['', '### lenet5', '']);
  expect(lines).toHaveLength(18);
  const head = ['name', 'batch', 'images/s', 'min–max', 'ours/theirs', 'of floor', 'peak MiB', 'note'];
  expect(cellsOf([lines[7]!, ...lines.slice(9, 12)])).toEqual([
    head,
    ['atelier', '128', '4,321', '4,000–4,501', '1', '45.7 %', '252', ''],
    ['tfjs', '128', '2.41', '2.41–2.41', '1,791', '0.0255 %', '98', 'one thread, one repetition'],
    ['x', '512', '99.8', '90.5–100', '–', '50 %', '–', ''],
  ]);
  expect(cellsOf([lines[15]!, lines[17]!])).toEqual([
    head,
    ['atelier', '1', '54,321', '54,000–55,000', '0.5', '100 %', '1000', ''],
  ]);
});

test('columns are as wide as their widest cell, words to the left and numbers to the right', () => {
  const [first, rule, ...rows] = resultTable(document).split('\n').slice(7, 12);
  expect(first).toBe(
    '| name    | batch | images/s |     min–max | ours/theirs | of floor | peak MiB | note                       |',
  );
  expect(rule).toBe(
    '| ------- | ----: | -------: | ----------: | ----------: | -------: | -------: | -------------------------- |',
  );
  for (const row of rows) expect(row).toHaveLength(first!.length);
  expect(rows[1]!.split('|').slice(1, 5)).toEqual([' tfjs    ', '   128 ', '     2.41 ', '   2.41–2.41 ']);
});

test('missing peers are named once for each reason, and figures not to be quoted say why', () => {
  const missing = {
    architecture: 'lenet5',
    name: 'tensorflow',
    reason: "No module named 'tensorflow'",
  } as const;
  const text = resultTable({
    ...document,
    notQuotable: ['expected at least 5 repetitions, got 1'],
    missing: [
      { ...missing, batchSize: 1 },
      { ...missing, batchSize: 32 },
      { ...missing, batchSize: 1, name: 'tfjs', reason: 'gone' },
    ],
  });
  expect(text.split('\n').slice(-4)).toEqual([
    '',
    "missing: tensorflow: No module named 'tensorflow' (lenet5 1, lenet5 32)",
    'missing: tfjs: gone (lenet5 1)',
    'do not quote: expected at least 5 repetitions, got 1',
  ]);
});
