import { expect, test } from 'vitest';
import type { TimeDocument } from './result-document.ts';
import { timeTable } from './result-table.ts';
import { machine } from '../testing/machine.ts';

const document: TimeDocument = {
  ...{ command: 'time-to-accuracy', machine, data: 'fashion-mnist', split: 'test', threads: 2 },
  notQuotable: ['expected at least 3 seeds, got 2'],
  results: [
    {
      ...{ name: 'atelier', preset: 'seconds', accuracy: '0.902', seconds: 12.34, split: 'test' },
      ...{ startSeconds: 0.51, pictures: 55_000 },
      seeds: [
        { seed: 1, seconds: 12.34, epochs: 2, finalAccuracy: 0.9041 },
        { seed: 2, seconds: 9.99, epochs: 1, finalAccuracy: 0.903 },
      ],
    },
    {
      ...{ name: 'keras', preset: null, accuracy: '0.902', seconds: null, split: 'test' },
      ...{ startSeconds: 4, pictures: 60_000 },
      seeds: [
        { seed: 1, seconds: null, epochs: null, finalAccuracy: 0.9 },
        { seed: 2, seconds: 101, epochs: 10, finalAccuracy: 0.902 },
      ],
    },
  ],
  missing: [{ name: 'pytorch', reason: "No module named 'torch'" }],
  runs: [
    {
      ...{ name: 'keras', preset: null, seed: 1, until: 0.902, startSeconds: 4, epochs: [] },
      ...{ versions: { keras: '3.15.1' }, othersCores: 0, parameters: 225_034, pictures: 60_000 },
    },
  ],
};

test('the text has the machine, versions, a row for each peer and target, and the missing peers', () => {
  const lines = timeTable(document).split('\n');
  expect(lines[0]).toBe(
    'seconds of training to reach the test accuracy on fashion-mnist; medians over the seeds',
  );
  expect(lines[2]).toBe('versions: node 20.19.0, onnxruntime-node 1.30.0, keras 3.15.1');
  const cells = lines.slice(5, 8).map((row) => row.split(/ {2,}/));
  expect(cells[0]).toEqual(
    'name,preset,accuracy,seconds,seeds,by seed,epochs,at the end,start s,pictures'.split(','),
  );
  expect(cells[1]).toEqual(
    'atelier|seconds|0.902|12.3|1 2|12.3 10.0|2 1|0.9041 0.9030|0.5|55,000'.split('|'),
  );
  expect(cells[2]).toEqual('keras|–|0.902|–|1 2|– 101.0|– 10|0.9000 0.9020|4.0|60,000'.split('|'));
  expect(lines.slice(8)).toEqual([
    "missing: pytorch: No module named 'torch'",
    'do not quote: expected at least 3 seeds, got 2',
  ]);
});
