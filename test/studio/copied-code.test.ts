// The programs that pages copy do what the commands do: each is run.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sketches } from '../../src/data/sketches.ts';
import type { EvaluationReport } from '../../src/metrics/evaluation-report.ts';
import type { Comparison } from '../../src/metrics/comparison.ts';
import type { Audit } from '../../src/audit/audit.ts';
import type { CommandLine } from '../../src/server/studio/contract/jobs.ts';
import type { Model } from '../../src/server/studio/contract/models.ts';
import type { RunDetail } from '../../src/server/studio/contract/runs.ts';
import { codeOf as compareCode } from '../../studio/src/pages/compare/core/code.ts';
import { codeOf as dataCode } from '../../studio/src/pages/data/core/code.ts';
import { codeOf as evaluateCode, type TrainedOn } from '../../studio/src/pages/evaluate/core/code.ts';
import { asCode as learnCode } from '../../studio/src/pages/learn/core/as-code.ts';
import { codeOf as runCodeOf } from '../../studio/src/pages/run/core/code.ts';
import { codeOf as trainCode } from '../../studio/src/pages/train/core/code.ts';
import { codeOf as tuneCode } from '../../studio/src/pages/tune/core/code.ts';
import { small, smallIdxFiles, temporaryFolder, writeFolder } from '../testing/folders.ts';
import { runCode } from './run-code.ts';
import { run, writePictures } from './shop-and-line.ts';
import { openTestStudio, type TestStudio } from './studio-server.ts';
import { journal, writeStudy } from './study-journal.ts';

const classNames = ['bag', 'boot'] as const;
const area = 28 * 28;
/** Small settings: photographs of 28×28 pixels and two epochs. */
const options = {
  ...{ data: 'photos', arch: 'lenet5', epochs: 2, batchSize: 16, size: 28, channels: 1 },
  ...{ threads: 1, augment: 'translation=0.1', name: 'made' },
};

let folder: string;
let studio: TestStudio;
beforeAll(async () => {
  folder = await temporaryFolder();
  const { images, labels } = sketches({ train: 10, test: 600 }).test;
  for (const [i, name] of classNames.entries()) {
    const own = [...labels.keys()].filter((at) => labels[at] === 8 + i).slice(0, 40);
    const pictures = Buffer.concat(own.map((at) => images.subarray(at * area, (at + 1) * area)));
    await writePictures(join(folder, 'photos', name), pictures, name);
  }
  const train = ['train', '--data', 'photos', '--arch', 'lenet5', '--batch-size', '16', '--size', '28'];
  const fast = [...train, '--channels', '1', '--threads', '1', '--augment', 'translation=0.1'];
  await run(folder, ...fast, '--epochs', '2', '--name', 'first');
  await run(folder, ...fast, '--epochs', '1', '--seed', '2', '--name', 'second');
  await writeStudy(join(folder, 'runs'), 'search', journal('search', 6));
  studio = await openTestStudio(folder, { data: [join(folder, 'photos')] });
}, 120_000);
afterAll(() => studio.stop());

const told = (text: string | undefined): string[] => (text ?? '').trim().split('\n');
const bestOf = (name: string) => readFile(join(folder, 'runs', name, 'best.onnx'));
const detail = async (name: string) => (await studio.get(`/api/runs/${name}`)) as RunDetail;

it('Train and Run: the program trains the same model', { timeout: 120_000 }, async () => {
  const { text } = await studio.send('POST', '/api/train/command', { options });
  const first = await detail('first');
  await runCode(folder, [trainCode(JSON.parse(text) as CommandLine, options)!, runCodeOf(first)!]);
  const best = await bestOf('first');
  expect((await readFile(join(folder, 'made.onnx'))).equals(best)).toBe(true);
  expect((await readFile(join(folder, 'first.onnx'))).equals(best)).toBe(true);
});

it('Compare: the program prints what the command measures', { timeout: 120_000 }, async () => {
  const pair = [await detail('first'), await detail('second')] as const;
  const programs = (['validation', 'test'] as const).map((split) => compareCode(pair, split));
  const printed = (await runCode(folder, programs)).map(told);
  for (const [i, split] of ['validation', 'test'].entries()) {
    const command = ['compare', 'runs/first', 'runs/second', '--split', split, '--json'];
    const { a, b, difference, mcnemarP } = JSON.parse(await run(folder, ...command)) as Comparison;
    const [low, high] = difference.accuracy.interval;
    expect(printed[i]).toEqual([
      `accuracy ${a.accuracy} ${b.accuracy}`,
      `difference ${difference.accuracy.value} [ ${low}, ${high} ]`,
      `McNemar’s exact test ${mcnemarP}`,
    ]);
  }
});

it('Evaluate: the program measures what the command does', { timeout: 120_000 }, async () => {
  const models = (await studio.get('/api/models')) as readonly Model[];
  const model = models.find(({ id }) => id === 'first')!;
  const released = models.find(({ id }) => id === 'pocket')!;
  const { fullConfig } = await detail('first');
  const config = fullConfig as TrainedOn;
  const programs = [
    evaluateCode({ model, config, split: 'validation' }),
    evaluateCode({ model, config, split: 'test' }),
    evaluateCode({ model: released, data: 'sketches', split: 'test' }),
  ];
  const printed = (await runCode(folder, programs)).map((text) => text.trim());
  const commands = [
    ['runs/first', '--split', 'validation'],
    ['runs/first', '--split', 'test'],
    ['pocket', '--split', 'test', '--data', 'sketches'],
  ];
  for (const [i, command] of commands.entries()) {
    const told = JSON.parse(await run(folder, 'evaluate', ...command, '--json')) as EvaluationReport;
    const [low, high] = told.accuracyInterval;
    expect(printed[i]).toBe(`${told.accuracy} [ ${low}, ${high} ]`);
  }
});

it('Data: the program counts the classes and audits them', { timeout: 120_000 }, async () => {
  const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
  const [printed] = (await runCode(folder, [dataCode({ data })])).map(told);
  const found = JSON.parse(await run(folder, 'audit', data, '--json')) as Omit<Audit, 'summary'>;
  const counted = (['train', 'test'] as const).flatMap((split) =>
    small[split].classNames.map((name, label) => {
      const count = small[split].labels.filter((given) => given === label).length;
      return `${split} ${name} ${count}`;
    }),
  );
  expect(printed!.slice(0, -1)).toEqual(counted);
  const lengths = [found.labelErrors, found.nearDuplicates, found.outliers].map(({ length }) => length);
  expect(printed!.at(-1)).toMatch(new RegExp(`^${lengths.join(' ')} \\d+$`));
});

it('Tune: the program reads the study', { timeout: 60_000 }, async () => {
  const [printed] = (await runCode(folder, [tuneCode({ name: 'search', folder: 'runs/search' })])).map(told);
  // Trials 0 and 5 of the six were pruned; the objective is to be maximised.
  expect(printed![0]).toBe('6');
  expect(printed![1]).toMatch(/^4 \[ 0\.666/);
  expect(printed).toHaveLength(2);
});

it('Learn: the program computes the maps that the walk shows', { timeout: 60_000 }, async () => {
  const file = 'runs/first/best.onnx';
  const input = { channels: 1, height: 28, width: 28 };
  await writeFile(join(folder, 'picture.png'), await readFile(join(folder, 'photos/bag/bag-0.png')));
  const layer = 'conv2d_1';
  const programs = [7, undefined].map((sample) => learnCode({ file, input, sample }, layer));
  for (const text of await runCode(folder, programs))
    // The second convolution of LeNet-5 has sixteen maps.
    expect(text.match(/^\d+ Float32Array/gm)).toHaveLength(16);
});
