// `atelier evaluate`: how well a model does on a split of a data set.
import { Command, Option } from 'commander';
import { notice, printJson, printResult } from '../output.ts';
import {
  dataOption,
  examples,
  jsonOption,
  offlineOption,
  oneOf,
  threadsOption,
  splitNames,
  type SplitName,
} from '../options.ts';

interface Options {
  readonly data?: string;
  readonly split?: SplitName;
  readonly threads: number;
  readonly offline?: boolean;
  readonly json?: boolean;
}

export function evaluateCommand(): Command {
  return new Command('evaluate')
    .description('accuracy, loss, scores per class and the confusion matrix of a model')
    .argument('<model>', 'an .onnx file, or a run, which means its best.onnx')
    .addOption(dataOption())
    .addOption(
      new Option(
        '--split <name>',
        'test, validation or train (default: test, or validation where there is no test split)',
      ).argParser(oneOf('--split', splitNames)),
    )
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('evaluate runs/train', 'evaluate best.onnx --data ./my-idx --split train --json'),
    )
    .action(evaluateModel);
}

async function evaluateModel(
  model: string,
  { data, split: wanted, threads, offline = false, json }: Options,
): Promise<void> {
  const { loadSplit, openModelArgument } = await import('../open-model.ts');
  const { evaluate } = await import('../../training/evaluate.ts');
  const { describeConfusion, describeScores } = await import('../report-tables.ts');
  const classifier = await openModelArgument(model, threads);
  const { split, dataset } = await loadSplit(model, classifier, wanted, data, offline);
  const report = await evaluate(classifier, dataset);
  if (data !== undefined && dataset.name !== classifier.card.data) {
    notice(`this model was trained on ${classifier.card.data}; this is ${dataset.name}`);
  }
  if (json) return printJson({ model, data: dataset.name, split, ...report });
  printResult(`${model} on the ${split} split of ${dataset.name}`);
  printResult(`${describeScores(report)}\n\n${describeConfusion(report)}`);
}
