// Evaluating a saved model, and the demo, which combines all steps.
import { copyFile, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { atelier, atelierIn, lines } from './testing/atelier.ts';
import { smallIdxFiles, temporaryFolder, writeFolder } from './testing/folders.ts';

const folder = await temporaryFolder();
const data = await writeFolder(join(folder, 'tiny'), smallIdxFiles());
const run = join(folder, 'runs', 'train');
const number = expect.any(Number) as number;
const scores = { precision: number, recall: number, f1: number, specificity: number };
const areas = { rocAuc: number, averagePrecision: number };
let trained: { validation: { accuracy: number; loss: number } };

beforeAll(async () => {
  const { stdout } = await atelier(
    ...[
      'train',
      '--data',
      data,
      '--out',
      join(folder, 'runs'),
      '--epochs',
      '2',
      '--batch-size',
      '32',
      '--json',
    ],
  );
  trained = JSON.parse(stdout) as typeof trained;
});

const evaluate = (...options: string[]) => atelier('evaluate', run, '--data', data, ...options);

describe('evaluate', () => {
  it('prints one JSON document', async () => {
    const { code, stdout, stderr } = await evaluate('--json');
    expect(code, stderr).toBe(0);
    const report = JSON.parse(stdout) as {
      perClass: unknown[];
      confusion: number[][];
      accuracy: number;
      curves: { perClass: { roc: { falsePositiveRate: number[]; truePositiveRate: number[] } }[] };
    };
    expect(report).toMatchObject({
      ...{ data: 'tiny', split: 'test', count: 60, accuracy: number, accuracyInterval: [number, number] },
      ...{ loss: number, macro: { ...scores, ...areas }, micro: scores, weighted: scores },
      ...{ balancedAccuracy: number, matthewsCorrelation: number, cohensKappa: number, brierScore: number },
      topK: [2, 3, 5].map((k) => ({ k, accuracy: number })),
      calibration: { expectedCalibrationError: number, bins: expect.any(Array) as unknown[] },
      intervals: { balancedAccuracy: [number, number], loss: [number, number] },
      bootstrap: { seed: 1, resamples: 1000, level: 0.95 },
    });
    expect(report.perClass[9]).toEqual({ label: 9, name: 'Ankle boot', support: 6, ...scores, ...areas });
    expect(report.curves.perClass).toHaveLength(10);
    const { falsePositiveRate, truePositiveRate } = report.curves.perClass[9]!.roc;
    expect(falsePositiveRate).toHaveLength(truePositiveRate.length);
    expect([falsePositiveRate[0], truePositiveRate.at(-1)]).toEqual([0, 1]);
    expect(report.confusion.flat().reduce((a, b) => a + b, 0)).toBe(60);
    const hits = report.confusion.reduce((sum, row, label) => sum + row[label]!, 0);
    expect(report.accuracy).toBeCloseTo(hits / 60, 10);
  });

  it('reproduces the validation split of the training', async () => {
    const { stdout } = await evaluate('--split', 'validation', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ split: 'validation', count: 40, ...pick(trained.validation) });
  });

  it('reproduces the validation split drawn from its own seed', async () => {
    const config = join(folder, 'drawn.json');
    await writeFile(config, JSON.stringify({ data, epochs: 1, batchSize: 32, validationSeed: 9 }));
    const out = join(folder, 'runs');
    const run9 = await atelier('train', '--config', config, '--out', out, '--name', 'drawn', '--json');
    const { validation } = JSON.parse(run9.stdout) as typeof trained;
    const { stdout } = await atelier('evaluate', join(out, 'drawn'), '--split', 'validation', '--json');
    expect(JSON.parse(stdout)).toMatchObject(pick(validation));
  });

  it('evaluates on the training split', async () => {
    const { stdout } = await evaluate('--split', 'train', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ split: 'train', count: 440 });
  });

  it('prints scores and tables for people, in 100 columns', async () => {
    const { stdout } = await evaluate();
    expect(stdout).toMatch(/accuracy \d+\.\d\d % \(95 % interval \d+\.\d\d % to \d+\.\d\d %\), loss \d/);
    for (const word of ['precision', 'recall', 'F1', 'macro average', 'weighted average', 'Ankle boot'])
      expect(stdout).toContain(word);
    expect(stdout).toMatch(/\nMatthews correlation +-?\d\.\d{3} {2}-?\d\.\d{3} to -?\d\.\d{3}\n/);
    expect(stdout).toMatch(/\nROC area, macro average +\d\.\d{3}\n/);
    expect(Math.max(...lines(stdout).map((line) => line.length))).toBeLessThanOrEqual(100 + run.length);
    const matrix = lines(stdout).slice(-11);
    expect(matrix[0]).toMatch(/^true \\ predicted/);
    expect(Math.max(...matrix.map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  it('--calibrate fits a temperature on the validation split', async () => {
    const { code, stdout, stderr } = await evaluate('--calibrate', '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ split: 'test', count: 60 },
      temperatureScaling: {
        ...{ temperature: number, fittedOn: 40, loss: number, brierScore: number },
        expectedCalibrationError: number,
      },
    });
    const { stdout: words } = await evaluate('--calibrate');
    expect(words).toMatch(/\nwith temperature \d+\.\d{3}, fitted on 40 pictures of the validation split: /);
    const refused = await evaluate('--calibrate', '--split', 'validation');
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(lines(refused.stderr)).toHaveLength(1);
    expect(refused.stderr).toContain('--calibrate');
  });

  it('finds the data that a run was trained on', async () => {
    const { code, stdout, stderr } = await atelier('evaluate', run, '--json');
    expect(code, stderr).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ data: 'tiny', split: 'test' });
  });

  it('asks for the data if a model is not in a run', async () => {
    const alone = join(folder, 'alone.onnx');
    await copyFile(join(run, 'best.onnx'), alone);
    const { code, stderr } = await atelier('evaluate', alone);
    expect(code).toBe(2);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain("'tiny'");
    expect(stderr).toContain('--data');
  });
});

describe('demo', () => {
  it('trains, evaluates, predicts, and lists its files', async () => {
    const { code, stdout, stderr } = await atelierIn(folder, 'demo', '--data', data, '--out', 'demo-runs');
    expect(code, stderr).toBe(0);
    for (const words of ['test split', 'true \\ predicted', join('demo-runs', 'train')])
      expect(stdout).toContain(words);
    expect(stdout).toMatch(/Ankle boot +→ .+ \d+\.\d %, (right|wrong)/);
    const names = await readdir(join(folder, 'demo-runs', 'train'));
    expect(names).toEqual(expect.arrayContaining(['best.onnx', 'predictions.png']));
    const sheet = await readFile(join(folder, 'demo-runs', 'train', 'predictions.png'));
    expect(sheet.subarray(1, 4).toString()).toBe('PNG');
  });
});

const pick = ({ accuracy, loss }: { accuracy: number; loss: number }) => ({ accuracy, loss });
