// Callbacks that write files: the history as CSV, models, and event files whose records are read back by
// their definition.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { fit } from '../../training/fit.ts';
import { smallModel, smallRun } from '../../training/testing/small-run.ts';
import { csvLogger } from './csv-logger.ts';
import { crc32c } from './event-file.ts';
import { modelCheckpoint } from './model-checkpoint.ts';
import { tensorBoard } from './tensor-board.ts';

const folder = await mkdtemp(join(tmpdir(), 'atelier-callbacks-'));
afterAll(() => rm(folder, { recursive: true }));

const callbacks = [
  csvLogger(join(folder, 'history.csv')),
  modelCheckpoint({ file: join(folder, 'epoch-{epoch}.onnx') }),
  tensorBoard(join(folder, 'logs')),
];
const { history, last } = await fit(smallModel(), { ...smallRun(), epochs: 2, callbacks });

it('csvLogger has a row for each epoch', async () => {
  const [header, ...rows] = (await readFile(join(folder, 'history.csv'), 'utf8')).trim().split('\n');
  expect(header).toMatch(/^epoch,learningRate,loss,/);
  expect(rows.map((row) => Number(row.split(',')[2]))).toEqual(history.map(({ loss }) => loss));
});

it('modelCheckpoint writes the model of each epoch, or only the best', async () => {
  expect((await readdir(folder)).filter((name) => name.endsWith('.onnx'))).toEqual([
    'epoch-1.onnx',
    'epoch-2.onnx',
  ]);
  expect((await readFile(join(folder, 'epoch-2.onnx'))).equals(last)).toBe(true);
  const best = modelCheckpoint({ file: join(folder, 'best.onnx'), saveBestOnly: true });
  const control = { stop: () => undefined, learningRateFactor: 1 };
  const validated = { labels: [0], probabilities: Float32Array.of(1), classNames: ['hat'] };
  const epoch = (bytes: Uint8Array, isBest: boolean) =>
    best.onEpochEnd!(
      { result: history[0]!, history, model: { bytes, isBest }, validated, perEpoch: 100 },
      control,
    );
  await epoch(Uint8Array.of(1), true);
  await epoch(Uint8Array.of(2), false);
  expect([...(await readFile(join(folder, 'best.onnx')))]).toEqual([1]);
});

it('tensorBoard writes records with valid checksums and the metrics of each epoch', async () => {
  for (const [split, key] of [
    ['train', 'loss'],
    ['validation', 'validationLoss'],
  ] as const) {
    const [name] = await readdir(join(folder, 'logs', split));
    const records = recordsOf(await readFile(join(folder, 'logs', split, name!)));
    expect(records).toHaveLength(1 + history.length);
    expect(records[0]!.toString('latin1')).toContain('brain.Event:2');
    history.forEach((result, i) =>
      expect(valueAfter(records[i + 1]!, 'epoch_loss')).toBe(Math.fround(result[key])),
    );
  }
});

/** The data of each record; throws where a length or a checksum is wrong. */
function recordsOf(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  for (let at = 0; at < file.length;) {
    const length = Number(file.readBigUInt64LE(at));
    const data = file.subarray(at + 12, at + 12 + length);
    expect(file.readUInt32LE(at + 8)).toBe(masked(file.subarray(at, at + 8)));
    expect(file.readUInt32LE(at + 12 + length)).toBe(masked(data));
    records.push(data);
    at += length + 16;
  }
  return records;
}

const masked = (data: Uint8Array): number => {
  const sum = crc32c(data);
  return (((sum >>> 15) | (sum << 17)) + 0xa282ead8) >>> 0;
};

/** The float behind a tag: the tag's text, then a byte for the field, then the number. */
const valueAfter = (event: Buffer, tag: string): number =>
  event.readFloatLE(event.indexOf(tag) + tag.length + 1);
