// `atelier evaluate`: measures a model on a split of a data set.
import { Command, Option } from 'commander';
import type { Pictures } from '../../data/pictures.ts';
import type { ViewName } from '../../data/augmentation/views.ts';
import type { Dataset } from '../../data/dataset.ts';
import { InputError } from '../../errors.ts';
import type { ClassificationReport, LabelledPredictions } from '../../metrics/classification-report.ts';
import { defaultModelWords } from '../../node/runs/default-model.ts';
import { addAveragingOptions, describeAveraging, type AveragingOptions } from '../options/averaging.ts';
import type { NamedClassifier } from '../files/averaged-models.ts';
import { printJson, printResult } from '../terminal/output.ts';
import { examples, modelWords, share } from '../options/common.ts';
import {
  addMeasuredData,
  addDeviceExecutionOptions,
  type MeasuredDataOptions,
  type DeviceExecutionOptions,
} from '../options/measuring.ts';

interface Options extends AveragingOptions, MeasuredDataOptions, DeviceExecutionOptions {
  readonly calibrate?: boolean;
  readonly report?: boolean;
  /** The folder for what the studio shows. */
  readonly studio?: string;
  readonly outliers?: string;
  readonly targetAccuracy?: number;
  readonly coverage?: number;
}

export function evaluateCommand(): Command {
  const command = new Command('evaluate')
    .description('measure a model: accuracy, loss, scores per class, calibration and the confusion matrix')
    .argument(
      '[model]',
      `${modelWords}, or the address of a model on a server (default: ${defaultModelWords})`,
    );
  addAveragingOptions(addMeasuredData(command))
    .option(
      '--calibrate',
      'also fit a temperature on the validation split and measure the calibration with it',
    )
    .option(
      '--outliers <data>',
      'also measure how well novelty tells all pictures of other data or of a folder from the measured ones',
    )
    .addOption(
      new Option(
        '--target-accuracy <share>',
        'also find the confidence, on the validation split, below which pictures go to a person so that the rest reaches an accuracy such as 99%',
      ).argParser(share('--target-accuracy')),
    )
    .addOption(
      new Option(
        '--coverage <share>',
        'also measure sets of classes, calibrated on the validation split, that contain the true one this often, such as 95%',
      ).argParser(share('--coverage')),
    )
    .option('--report', 'also write the report, to the same file as atelier report')
    .addOption(new Option('--studio <folder>', 'only write what the studio shows, into a folder').hideHelp());
  return addDeviceExecutionOptions(command)
    .addHelpText(
      'after',
      examples(
        'evaluate runs/train',
        'evaluate best.onnx --data ./my-idx --split train --json',
        'evaluate runs/train --data ./photos --calibrate',
        'evaluate runs/train --report',
        'evaluate atelier --outliers photos/ --target-accuracy 99% --coverage 95%',
        'evaluate runs/a --tta flip --ensemble runs/b runs/c',
        'evaluate http://localhost:8080/v2/models/atelier',
      ),
    )
    .action(evaluateModel);
}

async function evaluateModel(given: string | undefined, options: Options): Promise<void> {
  if (given !== undefined && options.studio !== undefined) {
    const { evaluateForStudio } = await import('./for-studio.ts');
    return evaluateForStudio(given, options.studio, options);
  }
  const {
    chooseModel,
    chooseSplit,
    namedByData,
    openCalibrationSplit,
    openModelArgument,
    openModelData,
    tellOfOtherData,
  } = await import('../files/open-model.ts');
  const { evaluationReport } = await import('../../metrics/evaluation-report.ts');
  const { riskCoverage } = await import('../../metrics/risk-coverage.ts');
  const { temperatureScaling } = await import('../../metrics/temperature-scaling.ts');
  const { predictLabelled } = await import('../../training/evaluate.ts');
  const { data, split: wanted, json } = options;
  const { useDevice } = await import('../files/use-device.ts');
  const device = await useDevice(options);
  const model = given ?? (await chooseModel());
  const place = options.report && (await (await import('../report/file.ts')).reportPlace(model, undefined));
  const opened = await openModelArgument(model, device);
  const members = [{ name: model, classifier: opened }];
  const { checkTrust, describeTrust, measureTrust } = await import('./trust.ts');
  checkTrust(members[0]!, options);
  const { openOthers } = await import('../files/averaged-models.ts');
  members.push(...(await openOthers(members[0]!, options, device)));
  const { splits, validationSeed } = await openModelData(model, opened, options);
  const { split, dataset } = chooseSplit(splits, wanted, validationSeed);
  const classifier = namedByData(opened, dataset);
  members[0] = { name: model, classifier };
  checkCalibrating(split, options);
  const predictions = await predictLabelled(classifier, dataset);
  const report = evaluationReport(predictions);
  let calibrating: Promise<LabelledPredictions> | undefined;
  const validation = () =>
    (calibrating ??= openCalibrationSplit(model, opened, { splits, validationSeed }).then((chosen) =>
      predictLabelled(classifier, chosen),
    ));
  const scaled = options.calibrate && {
    temperatureScaling: temperatureScaling(await validation(), predictions),
  };
  const trust = await measureTrust(classifier, { dataset, predictions }, validation, options);
  const { aurc } = riskCoverage(predictions);
  const apart = await evaluateAveraged(members, options.tta, dataset);
  if (data !== undefined) tellOfOtherData({ name: model, classifier }, dataset);
  const written = place && (await writeReportTo(place, model, options));
  if (json)
    return printJson({
      model,
      data: dataset.name,
      split,
      ...report,
      aurc,
      ...scaled,
      ...trust,
      ...apart,
      ...written,
    });
  const { describeEvaluation, describeScaling } = await import('./tables.ts');
  const { describeAccuracy } = await import('../terminal/scores.ts');
  printResult(`${model} on the ${split} split of ${dataset.name}`);
  printResult(describeEvaluation(report));
  describeTrust(trust).forEach(printResult);
  if (scaled) printResult(describeScaling(scaled.temperatureScaling));
  for (const { models = [model], views, ...figures } of Object.values(apart))
    printResult(`${describeAveraging(models.length, views)}: ${describeAccuracy(figures)}`);
  if (written) printResult(`report: ${written.report}`);
}

/** @throws InputError if the measured split is the one that calibrates */
function checkCalibrating(split: string, { calibrate, targetAccuracy, coverage }: Options): void {
  if (split !== 'validation') return;
  const found = Object.entries({
    '--calibrate: the temperature': calibrate,
    '--target-accuracy: the threshold': targetAccuracy,
    '--coverage: the threshold': coverage,
  }).find(([, value]) => value !== undefined)?.[0];
  if (found !== undefined)
    throw new InputError(
      `${found} is fitted on the validation split; measure on another one with --split test or train`,
    );
}

async function writeReportTo(file: string, model: string, options: Options): Promise<{ report: string }> {
  const { writeReport } = await import('../report/file.ts');
  const { data, split, threads, offline, maxPixels } = options;
  await writeReport(model, file, { data, split, offline, maxPixels, threads });
  return { report: file };
}

/** The scores of averaged predictions; the report has those of the model alone. */
interface AveragedFigures extends Pick<ClassificationReport, 'accuracy' | 'accuracyInterval' | 'loss'> {
  readonly models?: readonly string[];
  readonly views?: readonly ViewName[];
}

/**
 * Measures each requested average, by its key in the JSON document. If both kinds are requested, it also
 * measures both together.
 */
async function evaluateAveraged(
  members: readonly NamedClassifier[],
  views: readonly ViewName[] | undefined,
  dataset: Dataset<Pictures>,
): Promise<Record<string, AveragedFigures>> {
  const { evaluate } = await import('../../training/evaluate.ts');
  const { averaged } = await import('../files/averaged-models.ts');
  const measure = async (
    over: readonly NamedClassifier[],
    by?: readonly ViewName[],
  ): Promise<AveragedFigures> => {
    const { accuracy, accuracyInterval, loss } = await evaluate(averaged(over, by), dataset);
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
