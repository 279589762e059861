// `atelier evaluate`: how well a model does on a split of a data set.
import { Command, Option } from 'commander';
import type { ViewName } from '../../data/augmentation/views.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { ClassificationReport } from '../../metrics/classification-report.ts';
import { defaultModelWords } from '../../node/default-model.ts';
import {
  addAveragingOptions,
  averaged,
  describeAveraging,
  openOthers,
  type AveragingOptions,
  type NamedClassifier,
} from '../averaging-options.ts';
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

interface Options extends AveragingOptions {
  readonly data?: string;
  readonly split?: SplitName;
  readonly threads: number;
  readonly offline?: boolean;
  readonly json?: boolean;
}

export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .description('accuracy, loss, scores per class and the confusion matrix of a model')
    .argument(
      '[model]',
      `an .onnx file, a run, which means its best.onnx, or the name of a released model (default: ${defaultModelWords})`,
    )
    .addOption(dataOption())
    .addOption(
      new Option(
        '--split <name>',
        'test, validation or train (default: test, or validation where there is no test split)',
      ).argParser(oneOf('--split', splitNames)),
    );
  return addAveragingOptions(command)
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'evaluate runs/train',
        'evaluate best.onnx --data ./my-idx --split train --json',
        'evaluate runs/a --tta flip --ensemble runs/b runs/c',
      ),
    )
    .action(evaluateModel);
}

async function evaluateModel(given: string | undefined, options: Options): Promise<void> {
  const { chooseModel, loadSplit, openModelArgument } = await import('../open-model.ts');
  const { evaluate } = await import('../../training/evaluate.ts');
  const { describeAccuracy, describeConfusion, describeScores } = await import('../report-tables.ts');
  const { data, split: wanted, threads, offline = false, json } = options;
  const model = given ?? (await chooseModel());
  const classifier = await openModelArgument(model, threads);
  const members = [{ name: model, classifier }];
  members.push(...(await openOthers(members[0]!, options, threads)));
  const { split, dataset } = await loadSplit(model, classifier, wanted, data, offline);
  const report = await evaluate(classifier, dataset);
  const apart = await evaluateAveraged(members, options.tta, dataset);
  if (data !== undefined && dataset.name !== classifier.card.data) {
    notice(`this model was trained on ${classifier.card.data}; this is ${dataset.name}`);
  }
  if (json) return printJson({ model, data: dataset.name, split, ...report, ...apart });
  printResult(`${model} on the ${split} split of ${dataset.name}`);
  printResult(`${describeScores(report)}\n\n${describeConfusion(report)}`);
  for (const { models = [model], views, ...figures } of Object.values(apart))
    printResult(`${describeAveraging(models.length, views)}: ${describeAccuracy(figures)}`);
}

/** What averages of predictions came to, apart from the figures of the model by itself. */
interface AveragedFigures extends Pick<ClassificationReport, 'accuracy' | 'accuracyInterval' | 'loss'> {
  readonly models?: readonly string[];
  readonly views?: readonly ViewName[];
}

/** Each kind of average that was asked for, by its place in the JSON document; of both kinds also both together. */
async function evaluateAveraged(
  members: readonly NamedClassifier[],
  views: readonly ViewName[] | undefined,
  dataset: Dataset,
): Promise<Record<string, AveragedFigures>> {
  const { evaluate } = await import('../../training/evaluate.ts');
  const measure = async (
    over: readonly NamedClassifier[],
    by?: readonly ViewName[],
  ): Promise<AveragedFigures> => {
    const { accuracy, accuracyInterval, loss } = await evaluate(await averaged(over, by), dataset);
    const models = over.length > 1 ? { models: over.map(({ name }) => name) } : {};
    return { ...models, ...(by && { views: by }), accuracy, accuracyInterval, loss };
  };
  const isEnsemble = members.length > 1;
  return {
    ...(views && { testTimeAugmentation: await measure(members.slice(0, 1), views) }),
    ...(isEnsemble && { ensemble: await measure(members) }),
    ...(views && isEnsemble && { ensembleWithTestTimeAugmentation: await measure(members, views) }),
  };
}
