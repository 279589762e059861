// `train --dry-run`: its estimate is consistent and agrees with a real run, it writes nothing, and it refuses
// what `train` refuses.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunEstimate } from '../src/cli/train/dry-run.ts';
import type { RunSummary } from '../src/cli/train/run.ts';
import { atelier, atelierIn, lines } from './testing/atelier.ts';
import { start } from './testing/process.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const dryRun = ['train', '--data', data, '--dry-run'];

describe('a dry run', () => {
  it('estimates a run as one JSON document and in words, and writes nothing', async () => {
    const empty = await temporaryFolder();
    const options = ['--epochs', '1000', '--batch-size', '32', '--measure-training', '100', '--tensorboard'];
    const { code, stdout, stderr } = await atelierIn(empty, ...dryRun, ...options, '--json');
    expect(code, stderr).toBe(0);
    expect(await readdir(empty)).toEqual([]);
    const estimate = JSON.parse(stdout) as RunEstimate;
    expect(estimate).toMatchObject({
      ...{ dryRun: true, data: 'tiny', architecture: 'paper-cnn', parameters: 225_034 },
      ...{ epochs: 1000, batchSize: 32, count: { training: 440, validation: 40 + 100 } },
    });
    const { imagesPerSecond, secondsPerEpoch, seconds, memory, steps } = estimate;
    expect(steps).toBeGreaterThan(3);
    expect(secondsPerEpoch.training * imagesPerSecond).toBeCloseTo(440, -1);
    expect(secondsPerEpoch.validation).toBeGreaterThan(0);
    expect(seconds).toBeCloseTo(1000 * (secondsPerEpoch.training + secondsPerEpoch.validation), 6);
    // Node alone needs more than 30 MiB; a network of one megabyte needs no gigabytes.
    expect(memory.now).toBeGreaterThan(30 * 2 ** 20);
    expect(memory.peak).toBeLessThan(4 * 2 ** 30);
    expect(memory.peak).toBeGreaterThan(0.9 * memory.now);
    expect(stderr).toMatch(/^paper-cnn on tiny: [\d,]+ images\/s over [\d,]+ steps$/m);
    expect(stderr).toMatch(
      /^the run of 1000 epochs takes about (?:\d+ h \d+ min|\d+ min \d+ s|\d+(?:\.\d)? s), without writing files$/m,
    );
    expect(stderr).toMatch(/^memory: \d+ MiB now, \d+ MiB at the peak$/m);
  });

  it('agrees with the actual run', async () => {
    const out = join(folder, 'runs');
    const options = ['--epochs', '12', '--batch-size', '32', '--out', out, '--json'];
    const { imagesPerSecond } = JSON.parse((await atelier(...dryRun, ...options)).stdout) as RunEstimate;
    expect(await readdir(folder)).not.toContain('runs');
    const run = await atelier('train', '--data', data, ...options);
    const made = JSON.parse(run.stdout) as RunSummary;
    // Compilation is a large part of such a short run, and other programs may be running.
    expect(imagesPerSecond / made.imagesPerSecond).toBeGreaterThan(0.3);
    expect(imagesPerSecond / made.imagesPerSecond).toBeLessThan(10);
  });

  it('prints nothing on standard output without --json, and reads a configuration file', async () => {
    const config = join(folder, 'lenet.yaml');
    await writeFile(
      config,
      `data: ${data}\narchitecture: lenet5\nepochs: 2\nearlyStopping: { patience: 1 }\n`,
    );
    const { code, stdout, stderr } = await atelier('train', '--config', config, '--dry-run');
    expect(code, stderr).toBe(0);
    expect(stdout).toBe('');
    expect(stderr).toContain('lenet5 on tiny');
    expect(stderr).toContain('the run of 2 epochs takes ');
  });
});

it('ends on Ctrl-C with one line and exit code 130', async () => {
  const empty = await temporaryFolder();
  const running = start([...dryRun, '--arch', 'resnet20', '--epochs', '100', '--json'], empty);
  await running.saysOnError('measuring resnet20');
  running.process.kill('SIGINT');
  const { code, stdout, stderr } = await running.result;
  expect(code, stderr).toBe(130);
  expect(stdout).toBe('');
  expect(lines(stderr).at(-1)).toContain('stopped before');
  expect(await readdir(empty)).toEqual([]);
});

describe('a dry run refuses', () => {
  it.each<[what: string, options: string[], words: string[]]>([
    ['what there is not', ['--arch', 'lenet'], ['--arch', 'did you mean lenet5?']],
    ['what does not fit the data', ['--mean', '0.1,0.2', '--std', '0.3'], ['normalization: mean', 'got 2']],
    ['a name that is taken', ['--name', 'taken'], ['taken: the folder exists already']],
    ['a name that is none', ['--name', 'a/b'], ['name of the run', '"a/b"']],
    ['a run to go on with', ['--resume', 'taken'], ['--dry-run', '--resume']],
  ])('%s', async (what, options, words) => {
    const cwd = await temporaryFolder();
    await mkdir(join(cwd, 'runs', 'taken'), { recursive: true });
    await writeFile(join(cwd, 'runs', 'taken', 'config.json'), '{}');
    const { code, stdout, stderr } = await atelierIn(
      cwd,
      'train',
      ...(options[0] === '--resume' ? [] : ['--data', data]),
      ...options,
      '--dry-run',
    );
    expect(code, `${what}: ${stderr}`).toBe(2);
    expect(stdout).toBe('');
    expect(lines(stderr), stderr).toHaveLength(1);
    for (const word of words) expect(stderr).toContain(word);
    expect(await readFile(join(cwd, 'runs', 'taken', 'config.json'), 'utf8')).toBe('{}');
    expect(await readdir(join(cwd, 'runs'))).toEqual(['taken']);
  });
});
