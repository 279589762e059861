import { expect, test } from 'vitest';
import type { ResultDocument, ResultRow } from './result-document.ts';
import { resultTable } from './result-table.ts';

const row: ResultRow = {
  name: 'atelier',
  imagesPerSecond: 4321.4,
  ratio: 1,
  min: 4000,
  max: 4500.6,
  peakMemoryMiB: 251.7,
  versions: { 'onnxruntime-node': '1.30.0' },
};
const document: ResultDocument = {
  command: 'train-step',
  machine: {
    processor: 'Some CPU',
    cores: 2,
    memoryGiB: 8,
    system: 'linux 6.1',
    node: '20.19.0',
    onnxruntime: '1.30.0',
    loadBefore: 0.04,
  },
  architecture: 'paper-cnn',
  batchSize: 128,
  threads: 2,
  repetitions: 7,
  othersCores: 0.01,
  notQuotable: [],
  secondsPerBurst: 1.5,
  seed: 1,
  results: [
    row,
    { ...row, name: 'tfjs', imagesPerSecond: 2.4123, ratio: 1791.4, min: 2.4, max: 2.5, note: 'one thread' },
    { ...row, name: 'x', ratio: null, peakMemoryMiB: null, versions: { x: '3' } },
  ],
  missing: [],
};

test('the text has settings, machine, versions and a Markdown table', () => {
  expect(resultTable(document)).toMatchInlineSnapshot(`
    "train-step, paper-cnn, batch 128; medians of 7 repetitions taken in turn, 1.5 s each
    machine: Some CPU, 2 cores, 8 GiB, linux 6.1; load before the run 0.0
    versions: node 20.19.0, onnxruntime-node 1.30.0, x 3
    seed 1, 2 threads

    | name    | images/s |     min–max | ours/theirs | peak MiB | note       |
    | ------- | -------: | ----------: | ----------: | -------: | ---------- |
    | atelier |    4,321 | 4,000–4,501 |           1 |      252 |            |
    | tfjs    |     2.41 |     2.4–2.5 |       1,791 |      252 | one thread |
    | x       |    4,321 | 4,000–4,501 |           – |        – |            |"
  `);
});

test('inference rows show their batch size', () => {
  const several = { ...document };
  delete several.batchSize;
  const results = [1, 128].map((batchSize) => ({ ...row, batchSize }));
  const lines = resultTable({ ...several, command: 'inference', results }).split('\n');
  expect(lines[0]).toMatch(/^inference, paper-cnn; /);
  expect(
    lines.filter((line) => line.startsWith('| atelier')).map((line) => line.split('|')[2]!.trim()),
  ).toEqual(['1', '128']);
});

test('missing peers are named, and a run that is no figure to quote says why', () => {
  const text = resultTable({
    ...document,
    notQuotable: ['1 of at least 5 repetitions'],
    missing: [
      { name: 'tensorflow', reason: "No module named 'tensorflow'" },
      { name: 'tfjs', batchSize: 1, reason: 'gone' },
    ],
  });
  expect(text.split('\n').slice(-3)).toEqual([
    "missing: tensorflow: No module named 'tensorflow'",
    'missing: tfjs (batch 1): gone',
    'not a figure to quote: 1 of at least 5 repetitions',
  ]);
});
