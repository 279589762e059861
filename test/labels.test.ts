// `train --labels`: corrected labels and pictures left out, remembered by the run.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { digestOfSplits } from '../src/data/bind-labels.ts';
import type { LabelsFile } from '../src/data/labels-file.ts';
import { writeLabels } from '../src/node/data/labels.ts';
import { loadData } from '../src/node/data/load.ts';
import { atelier } from './testing/atelier.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const runs = join(folder, 'runs');
const labels = join(folder, 'labels.json');
const train = (...options: string[]) =>
  atelier('train', '--data', data, '--out', runs, '--batch-size', '64', '--json', ...options);
const fileOf = (run: string, name: string) => readFile(join(runs, run, name));

/** Decisions about the first training pictures: odd ones are left out, others get the next class. */
async function decide(count: number): Promise<LabelsFile> {
  const splits = await loadData(data);
  const { classNames, labels: given } = splits.train;
  return {
    ...{ labels: 1, data: 'tiny', digest: await digestOfSplits(splits) },
    decisions: Array.from({ length: count }, (_, index) => {
      const place = { split: 'train' as const, index, given: classNames[given[index]!]! };
      if (index % 2 === 1) return { ...place, decision: 'exclude' };
      return { ...place, decision: 'relabel', label: classNames[(given[index]! + 1) % 10]! };
    }),
  };
}

interface Summary {
  readonly labels: { readonly relabelled: number; readonly excluded: number };
  readonly validation: { readonly count: number };
}

describe('a run with a labels file', () => {
  let result: Summary;
  beforeAll(async () => {
    await writeLabels(labels, await decide(60));
    const { code, stdout, stderr } = await train('--name', 'corrected', '--labels', labels, '--epochs', '1');
    expect(code, stderr).toBe(0);
    result = JSON.parse(stdout) as Summary;
    expect(stderr).toContain(
      `labels: ${result.labels.relabelled} training pictures relabelled, ${result.labels.excluded} left out`,
    );
  });

  it('says how many training pictures changed; the validation pictures are as many as without', () => {
    // A twelfth of 480 pictures is held out, so about as much of the 30 decisions of each kind is not used.
    expect(result.labels.relabelled).toBeGreaterThan(20);
    expect(result.labels.relabelled).toBeLessThanOrEqual(30);
    expect(result.labels.excluded).toBeGreaterThan(20);
    expect(result.validation.count).toBe(40);
  });

  it('keeps the name of the file and its content', async () => {
    const config = JSON.parse(String(await fileOf('corrected', 'config.json'))) as { labels: string };
    expect(config.labels).toBe(labels);
    expect(await fileOf('corrected', 'labels.json')).toEqual(await readFile(labels));
  });

  it('resumes with the labels that it began with, though the file has grown', async () => {
    const { code, stderr } = await train('--name', 'whole', '--labels', labels, '--epochs', '2');
    expect(code, stderr).toBe(0);
    await writeLabels(labels, await decide(80));
    const run = join(runs, 'corrected');
    const resumed = await atelier('train', '--resume', run, '--epochs', '2', '--json');
    expect(resumed.code, resumed.stderr).toBe(0);
    expect((JSON.parse(resumed.stdout) as Summary).labels).toEqual(result.labels);
  });

  it('does not resume with other labels', async () => {
    const own = join(runs, 'corrected', 'labels.json');
    await writeLabels(own, await decide(10));
    const { code, stderr } = await atelier('train', '--resume', join(runs, 'corrected'), '--epochs', '3');
    expect(code).toBe(2);
    expect(stderr).toContain("resume: the training data differs from the run's");
    const given = await atelier('train', '--resume', join(runs, 'corrected'), '--labels', labels);
    expect(given.stderr).toContain(
      '--resume: only --epochs, --data and --device can be changed, not --labels',
    );
  });

  it('is evaluated on the labels as they came', async () => {
    const evaluated = await atelier('evaluate', join(runs, 'whole'), '--split', 'train', '--json');
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ count: 440 });
  });
});

describe('a labels file', () => {
  it('of other data is refused, and leaves no run', async () => {
    await writeLabels(labels, { ...(await decide(3)), digest: 'other' });
    const { code, stderr } = await train('--name', 'other', '--labels', labels);
    expect(code).toBe(2);
    expect(stderr).toContain(
      `--labels: ${labels}: its decisions are about other pictures or labels than those of tiny`,
    );
    await expect(fileOf('other', 'config.json')).rejects.toThrow('ENOENT');
  });

  it('that is missing or damaged is refused in one line', async () => {
    const missing = await train('--labels', join(folder, 'none.json'));
    expect([missing.code, missing.stderr]).toEqual([2, expect.stringContaining('none.json')]);
    await writeFile(labels, '{"labels": 1,');
    const damaged = await train('--labels', labels);
    expect([damaged.code, damaged.stderr]).toEqual([2, expect.stringContaining('expected JSON')]);
  });
});
