// `atelier compare`: compares two models on the same pictures, and tests whether one is better.
import { Command, Option } from 'commander';
import type { Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import type { PairedPredictions } from '../../metrics/comparison.ts';
import type { NamedClassifier } from '../files/averaged-models.ts';
import { naming } from '../options/naming.ts';
import type { ComparedData } from './data.ts';
import { examples, modelWords } from '../options/common.ts';
import {
  addMeasuredData,
  addExecutionOptions,
  type MeasuredDataOptions,
  type ExecutionOptions,
} from '../options/measuring.ts';
import { printJson, printResult } from '../terminal/output.ts';

interface Options extends MeasuredDataOptions, ExecutionOptions {
  readonly studio?: string;
}

export function compareCommand(): Command {
  const command = new Command('compare')
    .description('compare two models on the same pictures: how much they differ, how certainly, and where')
    .argument('<a>', modelWords)
    .argument('<b>', 'a second model with the same classes');
  return addExecutionOptions(addMeasuredData(command, ['test', 'validation']))
    .addOption(new Option('--studio <folder>', 'where the studio wants the differing pictures').hideHelp())
    .addHelpText(
      'after',
      examples(
        'compare runs/first runs/second',
        'compare pocket couture --data ./my-idx --json',
        'compare runs/small runs/large --split validation',
      ),
    )
    .action(compareModels);
}

async function compareModels(nameA: string, nameB: string, options: Options): Promise<void> {
  const { namedByData, openModelArgument } = await import('../files/open-model.ts');
  const { loadComparedData } = await import('./data.ts');
  const { split: wanted, threads, json, studio } = options;
  const open = async (name: string) => ({ name, classifier: await openModelArgument(name, { threads }) });
  const first = await open(nameA);
  const second = await open(nameB);
  const compared = await loadComparedData(first, second, wanted, options);
  const named = ({ name, classifier }: NamedClassifier) => ({
    name,
    classifier: namedByData(classifier, compared.a),
  });
  const [a, b] = [named(first), named(second)];
  checkClasses(a, b);
  const { comparePredictions } = await import('../../metrics/comparison.ts');
  const predictions = await predictBoth(compared, a, b);
  const comparison = comparePredictions(predictions);
  const { split, a: dataset } = compared;
  if (json) {
    const figures = {
      a: { model: nameA, ...comparison.a },
      b: { model: nameB, ...comparison.b },
    };
    const pictures = studio === undefined ? {} : await sheetForStudio(studio, dataset, predictions);
    return printJson({ data: dataset.name, split, ...comparison, ...figures, ...pictures });
  }
  const { describeComparison } = await import('./tables.ts');
  printResult(`${comparison.count} pictures of the ${split} split of ${dataset.name}`);
  printResult(describeComparison(nameA, nameB, comparison));
}

/** Runs the models one after the other: waiting threads of one program would take CPU time from the other. */
async function predictBoth(
  data: ComparedData,
  a: NamedClassifier,
  b: NamedClassifier,
): Promise<PairedPredictions> {
  const { predictLabelled } = await import('../../training/evaluate.ts');
  const ofA = await naming(a.name, () => predictLabelled(a.classifier, data.a));
  const ofB = await naming(b.name, () => predictLabelled(b.classifier, data.b));
  const probabilities = { probabilitiesA: ofA.probabilities, probabilitiesB: ofB.probabilities };
  return { labels: ofA.labels, classNames: ofA.classNames, ...probabilities };
}

async function sheetForStudio(folder: string, dataset: Dataset, predictions: PairedPredictions) {
  const { writeDifferingSheet } = await import('../../server/studio/comparisons/differing-sheet.ts');
  const sheet = await writeDifferingSheet(folder, dataset, predictions);
  return { classNames: predictions.classNames, sheet };
}

function checkClasses(a: NamedClassifier, b: NamedClassifier): void {
  const [expected, given] = [a, b].map(({ classifier }) => classifier.card.classNames);
  const other = given!.findIndex((name, label) => name !== expected![label]);
  if (given!.length === expected!.length && other < 0) return;
  const got =
    given!.length === expected!.length
      ? `'${given![other]}' instead of '${expected![other]}'`
      : `${given!.length} classes instead of ${expected!.length}`;
  throw new InputError(`${b.name}: expected a model with the same classes as ${a.name}, got ${got}`);
}
