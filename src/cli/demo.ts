// `atelier demo`, which `npm start` runs: loads data, trains a model, tests it and shows predictions.
import { Command } from 'commander';
import { join } from 'node:path';
import type { Dataset } from '../data/dataset.ts';
import type { Classifier } from '../nn/classifier.ts';
import { percent } from '../number-words.ts';
import { printResult } from './terminal/output.ts';
import { dataOption, examples, offlineOption, threadsOption } from './options/common.ts';
import { describeRun } from './train/command.ts';

interface Options {
  readonly data?: string;
  readonly offline?: boolean;
  readonly threads: number;
  readonly out: string;
}

export function demoCommand(): Command {
  return new Command('demo')
    .description('train a network in seconds, test it and show some predictions')
    .addOption(dataOption())
    .addOption(threadsOption())
    .option('--out <folder>', 'folder for runs', 'runs')
    .addOption(offlineOption())
    .addHelpText('after', examples('demo', 'demo --data sketches'))
    .action(demo);
}

async function demo({ data, offline = false, threads, out }: Options): Promise<void> {
  const { loadConfigured } = await import('./options/data.ts');
  const { trainRun } = await import('./train/run.ts');
  const { chooseSplit, openModelArgument } = await import('./files/open-model.ts');
  const { evaluate } = await import('../training/evaluate.ts');
  const { describeConfusion, describeScores } = await import('./terminal/scores.ts');
  const { splits, data: place } = await loadConfigured({ data }, offline);
  const { parseTrainingConfig } = await import('../training/config.ts');
  const { configuredArchitecture } = await import('../node/runs/configured-architecture.ts');
  const config = parseTrainingConfig({ preset: 'seconds', data: place, threads });
  const summary = await trainRun(splits, config, await configuredArchitecture(config), { out });
  printResult(describeRun(summary));
  if (summary.stopped) return;
  const classifier = await openModelArgument(summary.run, { threads });
  const { split, dataset } = chooseSplit(splits, undefined, config.seed);
  const report = await evaluate(classifier, dataset);
  printResult(
    `\non the ${split} split of ${dataset.name}:\n${describeScores(report)}\n\n${describeConfusion(report)}`,
  );
  await showPredictions(classifier, dataset, summary.run);
  printResult(`\nthe run is in ${summary.run}; try: npm run -s atelier -- predict ${summary.run} PICTURE`);
}

const picturesPerClass = 8;
const classesShown = 20;

/** Prints a prediction for one picture of each class, and writes a contact sheet with more. */
async function showPredictions(classifier: Classifier, test: Dataset, run: string): Promise<void> {
  const { subset } = await import('../data/dataset.ts');
  const { predictedClasses } = await import('../metrics/top-k.ts');
  const indices = test.classNames
    .slice(0, classesShown)
    .flatMap((_, label) =>
      [...test.labels.keys()].filter((index) => test.labels[index] === label).slice(0, picturesPerClass),
    );
  const samples = subset(test, indices);
  const probabilities = await classifier.predict(samples.images);
  const predicted = predictedClasses(probabilities, test.classNames.length);
  printResult('\na few predictions on these pictures:');
  for (const label of new Set(samples.labels)) {
    const i = samples.labels.indexOf(label);
    const guess = predicted[i]!;
    const probability = probabilities[i * test.classNames.length + guess]!;
    const verdict = guess === label ? 'right' : 'wrong';
    printResult(
      `  ${test.classNames[label]!.padEnd(12)} → ${test.classNames[guess]!} ${percent(probability)}, ${verdict}`,
    );
  }
  await writeSheet(samples, predicted, join(run, 'predictions.png'));
}

async function writeSheet(samples: Dataset, predicted: Int32Array, file: string): Promise<void> {
  const { contactSheet } = await import('../node/pictures/contact-sheet.ts');
  const { writeFileAtomically } = await import('../node/files/atomic-write.ts');
  const { channels, height, width, classNames, images, labels } = samples;
  const size = channels * height * width;
  const members = classNames.map((_, label) => [...labels.keys()].filter((i) => labels[i] === label));
  const shown = members.flatMap((indices, label) =>
    indices.length > 0 ? [{ indices, label: classNames[label]! }] : [],
  );
  const sheet = await contactSheet({
    rows: shown.map(({ indices, label }) => ({
      label,
      images: indices.map((i) => images.subarray(i * size, (i + 1) * size)),
    })),
    captions: shown.map(({ indices }) => indices.map((i) => classNames[predicted[i]!]!)),
    ...{ height, width, channels },
    title: `${samples.name}: predictions of the model`,
  });
  await writeFileAtomically(file, sheet);
  printResult(`  more predictions, as a picture: ${file}`);
}
