// The whole command on little data, for Atelier only: in a separate process, from files to the document.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import { encodeIdxImages, encodeIdxLabels } from '../../src/data/idx.ts';
import { sketches } from '../../src/data/sketches.ts';
import { openClassifier } from '../../src/nn/classifier.ts';
import { configuredArchitecture } from '../../src/node/runs/configured-architecture.ts';
import { idxFileNames } from '../../src/node/data/fashion-mnist.ts';
import { temporaryFolder } from '../../src/node/data/testing/idx-folder.ts';
import { presets } from '../../src/training/presets.ts';
import { fitOptionsOf, parseTrainingConfig } from '../../src/training/config.ts';
import { evaluate } from '../../src/training/evaluate.ts';
import { fit } from '../../src/training/fit.ts';
import { trainingDataOf } from '../../src/training/training-data.ts';
import { measureTimeToAccuracy } from './measure.ts';
import { timeDefaults, timeQuestion } from './question.ts';

const splits = sketches({ train: 240, test: 50 });

async function sketchesFolder(): Promise<string> {
  const folder = await temporaryFolder();
  const images = ({ count, height, width, images: pixels }: Dataset) =>
    encodeIdxImages({ count, height, width, pixels });
  const files = {
    trainImages: images(splits.train),
    trainLabels: encodeIdxLabels([...splits.train.labels]),
    testImages: images(splits.test),
    testLabels: encodeIdxLabels([...splits.test.labels]),
  };
  for (const [role, bytes] of Object.entries(files))
    await writeFile(join(folder, idxFileNames[role as keyof typeof files]), bytes);
  return folder;
}

/** The same training without the bench: each epoch's saved model on the test split. */
async function accuraciesOf(seed: number, threads: number): Promise<number[]> {
  const config = parseTrainingConfig({ ...presets.seconds, seed, threads });
  const { train, validation } = trainingDataOf({ train: splits.train }, config);
  const accuracies: number[] = [];
  await fit((await configuredArchitecture(config))(10), {
    ...fitOptionsOf(config, train),
    ...{ data: train, validation },
    onEpoch: async (_, { bytes }) => {
      const classifier = await openClassifier(bytes, 'the model', { threads });
      accuracies.push((await evaluate(classifier, splits.test)).accuracy);
      await classifier.dispose();
    },
  });
  return accuracies;
}

test('reports the preset’s accuracy epoch by epoch', async () => {
  const options = {
    targets: '0.902',
    seeds: '3',
    peers: 'atelier',
    threads: '1',
    data: await sketchesFolder(),
  };
  const told: string[] = [];
  const question = timeQuestion({ ...timeDefaults, ...options });
  const document = await measureTimeToAccuracy(question, (line) => told.push(line));
  const [run] = document.runs;
  const expected = await accuraciesOf(3, 1);
  const reached = expected.findIndex((accuracy) => accuracy >= 0.902);
  const accuracies = reached < 0 ? expected : expected.slice(0, reached + 1);
  expect(run!.epochs.map(({ accuracy }) => accuracy)).toEqual(accuracies);
  const times = run!.epochs.map(({ seconds }) => seconds);
  expect(times).toEqual(times.toSorted((a, b) => a - b));
  expect(run).toMatchObject({ name: 'atelier', preset: 'seconds', seed: 3, pictures: 220 });
  expect(document.results).toHaveLength(1);
  expect(document.results[0]!.seconds).toBe(reached < 0 ? null : times[reached]);
  expect(document.notQuotable).toContain('expected at least 3 seeds, got 1');
  expect(told).toHaveLength(1 + accuracies.length);
});
