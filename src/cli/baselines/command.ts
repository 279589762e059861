// `atelier baselines`: the accuracy of simple methods on a data set, and published results if we know some.
import { Command } from 'commander';
import { baselineDefaults } from '../../baselines/defaults.ts';
import { addPictureOptions, dataWords, loadNamedData, type DataOptions } from '../options/data.ts';
import { examples, measuredSplitOption, seedOption, type SplitName } from '../options/common.ts';
import { addExecutionOptions, type ExecutionOptions } from '../options/measuring.ts';
import { printJson, printResult } from '../terminal/output.ts';
import { stageReporter } from '../terminal/stage-progress.ts';

interface Options extends Omit<DataOptions, 'data' | 'offline'>, ExecutionOptions {
  readonly split?: SplitName;
  readonly seed: number;
}

export function baselinesCommand(): Command {
  const command = new Command('baselines')
    .description(
      'train and measure simple methods: majority, nearest centroid and neighbours, logistic regression, SVM on HOG, MLP, LeNet-5',
    )
    .argument('[data]', dataWords)
    .addOption(measuredSplitOption(['test', 'validation']))
    .addOption(seedOption('the validation split and the networks', baselineDefaults.seed));
  return addPictureOptions(addExecutionOptions(command))
    .addHelpText(
      'after',
      examples('baselines', 'baselines ./photos --size 64', 'baselines sketches --split validation --json'),
    )
    .action(showBaselines);
}

async function showBaselines(data: string | undefined, options: Options): Promise<void> {
  const { publishedFor } = await import('../../baselines/published.ts');
  const { describePublished, describeResults } = await import('./tables.ts');
  const { chooseSplit } = await import('../files/open-model.ts');
  const { withValidation } = await import('../../training/validation-split.ts');
  const { cachedBaselines } = await import('../../node/results/cached-baselines.ts');
  const { split: wanted, seed, threads, json, ...loading } = options;
  const splits = await loadNamedData({ ...loading, data });
  const { split, dataset: measured } = chooseSplit(splits, wanted, seed);
  const found = await cachedBaselines(
    { ...withValidation(splits, seed), measured },
    { seed, threads, onProgress: stageReporter() },
  );
  const results = found.map(({ result, seconds }) => ({ ...result, seconds }));
  const published = publishedFor(measured.name, split);
  if (json) return printJson({ data: measured.name, split, count: measured.count, seed, results, published });
  printResult(`${measured.count.toLocaleString('en')} pictures of the ${split} split of ${measured.name}\n`);
  printResult(describeResults(results));
  if (published.length > 0) printResult(`\npublished:\n${describePublished(published)}`);
}
