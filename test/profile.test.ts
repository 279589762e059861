// Profiling: the document's shape and sums, the figure, and the refusals. Times are only checked to be times.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lenet5 } from '../src/architectures/index.ts';
import { encodeClassifier } from '../src/nn/classifier-file.ts';
import { initialWeights } from '../src/nn/model.ts';
import type { Profile } from '../src/node/profile/profile.ts';
import { atelier, atelierIn, lines } from './testing/atelier.ts';
import { temporaryFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const quick = ['--batch-size', '8', '--steps', '2', '--threads', '1'];
const time = expect.any(Number) as number;
const common = {
  ...{ batchSize: 8, threads: 1 },
  isDisturbed: expect.any(Boolean) as boolean,
  machine: { peakGflops: time, bandwidthGBs: time, cacheBandwidthGBs: time },
};
const total = <T>(rows: readonly T[], get: (row: T) => number) =>
  rows.reduce((sum, row) => sum + get(row), 0);

/** Expects that the tables of operators and of layers describe the same whole. */
function expectConsistent({ operators, layers, step }: Profile): void {
  const inNodes = total(operators, ({ milliseconds }) => milliseconds);
  expect(inNodes).toBeGreaterThan(0);
  expect(total(layers, ({ milliseconds }) => milliseconds)).toBeCloseTo(inNodes, 6);
  const inDirections = total(layers, (row) => row.forwardMilliseconds + row.backwardMilliseconds);
  expect(inDirections).toBeCloseTo(inNodes, 6);
  const between = step.betweenNodesMilliseconds / (inNodes + step.betweenNodesMilliseconds);
  expect(total(operators, ({ share }) => share) + between).toBeCloseTo(1, 6);
  expect(total(operators, (row) => row.floorMilliseconds)).toBeCloseTo(step.floorMilliseconds, 6);
  for (const row of [...operators, ...layers]) {
    expect(row.floorMilliseconds).toBeLessThanOrEqual(row.milliseconds + 1e-9);
    expect(row.floorFraction).toBeCloseTo(row.floorMilliseconds / row.milliseconds, 6);
  }
}

describe('profile', () => {
  it('measures a training step, as one JSON document and a figure', async () => {
    const file = join(folder, 'step.svg');
    const { code, stdout, stderr } = await atelier('profile', 'lenet5', ...quick, '--out', file, '--json');
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout) as Profile;
    expect(report).toMatchObject({ model: 'lenet5', kind: 'training step', ...common });
    expect(report.step.imagesPerSecond).toBe(Math.round(8000 / report.step.milliseconds));
    expectConsistent(report);
    const layers = report.layers.map(({ name }) => name);
    expect(layers.at(-1)).toBe('outside layers');
    expect(layers.indexOf('dense')).toBeLessThan(layers.indexOf('dense_1'));
    const dense = report.layers.find(({ name }) => name === 'dense')!;
    expect(Math.min(dense.forwardMilliseconds, dense.backwardMilliseconds)).toBeGreaterThan(0);
    expect(stderr).toContain(file);
    const figure = await readFile(file, 'utf8');
    expect(figure).toMatch(/^<svg [\s\S]*<\/svg>\n$/);
    for (const word of ['lenet5, training step', 'dense_1', 'Conv (', 'milliseconds', 'backward', 'floor'])
      expect(figure).toContain(word);
  });

  it('measures a saved model without the named passes, as tables', async () => {
    const model = join(folder, 'small.onnx');
    await writeFile(model, savedModel());
    const leaveOut = ['--no-pass', 'pool-in-phases', '--no-pass', 'blocked-layout'];
    const { code, stdout, stderr } = await atelierIn(folder, 'profile', model, ...quick, ...leaveOut);
    expect(code, stderr).toBe(0);
    const [first, second] = lines(stdout);
    expect(first).toMatch(
      /small\.onnx, inference, batch 8, 1 thread: .* ms \(.* images\/s\), floor .* ms \(/,
    );
    expect(second).toMatch(/GFLOP\/s .* GB\/s/);
    for (const pattern of [/^operator +count +ms +share/m, /^layer +forward ms +share/m, /^dense_1 /m])
      expect(stdout).toMatch(pattern);
    expect(stdout).not.toContain('backward');
    expect(await readdir(join(folder, 'runs'))).toEqual(['profile-small.svg']);
    expect(stderr).toContain(join('runs', 'profile-small.svg'));
  });
});

describe('profile refuses, and writes nothing', () => {
  it.each([
    [['lenet'], ['lenet: ', 'lenet5', '.onnx']],
    [['nowhere.onnx'], ['nowhere.onnx']],
    [
      ['lenet5', '--batch-size', '0'],
      ['--batch-size', "'0'"],
    ],
    [
      ['lenet5', '--steps', 'x'],
      ['--steps', "'x'"],
    ],
    [
      ['lenet5', '--threads', '-1'],
      ['--threads', "'-1'"],
    ],
    [
      ['lenet5', '--no-pass', 'fold-constant'],
      ['--no-pass', 'did you mean fold-constants?'],
    ],
    [['lenet5', '--no-pass'], ['--no-pass']],
    [
      ['lenet5', '--out', 'figure.png'],
      ['--out', '.svg', 'figure.png'],
    ],
    [
      ['lenet5', '--out', 'nowhere/figure.svg'],
      ['--out', 'nowhere'],
    ],
  ])('%j', async (args, words) => {
    const empty = await temporaryFolder();
    const { code, stdout, stderr } = await atelierIn(empty, 'profile', ...args);
    expect(code, stderr).toBe(2);
    expect(stdout).toBe('');
    expect(lines(stderr), stderr).toHaveLength(1);
    expect(stderr).toMatch(/^atelier: /);
    for (const word of words) expect(stderr).toContain(word);
    expect(await readdir(empty)).toEqual([]);
  });
});

function savedModel(): Uint8Array {
  const model = lenet5(10);
  const weights = initialWeights(model.weightSpecs([1, 28, 28]), 1);
  return encodeClassifier(model, weights, {
    classNames: Array.from({ length: 10 }, (_, label) => `class ${label}`),
    input: { channels: 1, height: 28, width: 28 },
    preprocessing: { mean: [0.3], std: [0.35] },
    ...{ data: 'nothing', seed: 1, epoch: 0 },
  });
}
