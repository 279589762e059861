// `atelier predict`: classifies pictures of any size and format.
import { Command, Option } from 'commander';
import type { NodeDeviceName } from '../engine/device-names.ts';
import { InputError } from '../errors.ts';
import type { Classifier } from '../nn/classifier.ts';
import { defaultModelWords } from '../node/runs/default-model.ts';
import { addAveragingOptions, describeAveraging, type AveragingOptions } from './options/averaging.ts';
import { imageFormats } from '../node/pictures/formats.ts';
import { inversions, type Inversion } from './options/inversions.ts';
import { count, percent } from '../number-words.ts';
import { complain, notice, oneLine, printJson, printResult } from './terminal/output.ts';
import {
  deviceOption,
  examples,
  integer,
  jsonOption,
  maxPixelsOption,
  oneOf,
  share,
  threadsOption,
} from './options/common.ts';

interface Options extends AveragingOptions {
  readonly model?: string;
  readonly top: number;
  readonly invert: Inversion;
  readonly maxPixels?: number;
  readonly minConfidence?: number;
  readonly coverage?: number;
  readonly device?: NodeDeviceName;
  readonly threads: number;
  readonly json?: boolean;
}

interface Prediction {
  readonly label: number;
  readonly name: string;
  readonly probability: number;
}

/** Whether to trust a prediction. */
interface Judged {
  /** How unlike the model's training data the picture is, and whether that is too much. */
  readonly novelty?: number;
  readonly isNovel?: boolean;
  /** Whether the likeliest class is less likely than --min-confidence. */
  readonly askPerson?: boolean;
  /** The classes of the set for --coverage. */
  readonly predictionSet?: string[];
}

type FileResult =
  | ({ readonly file: string; readonly predictions: Prediction[] } & Judged)
  | { readonly file: string; readonly error: string };

export function predictCommand(): Command {
  const command = new Command('predict')
    .description(`classify pictures: ${imageFormats}, of any size`)
    .usage('[options] [model] <pictures...>')
    .argument(
      '<pictures...>',
      `pictures or folders, after the model: an .onnx file, a run or the name of a released model (default: ${defaultModelWords})`,
    )
    .option('--model <model>', 'the model, if it is not the first argument')
    .addOption(
      new Option('--top <count>', 'number of classes to print')
        .argParser(integer('--top', 1, 1000))
        .default(3),
    )
    .addOption(
      new Option(
        '--invert <when>',
        'invert pictures: auto (dark garments on a light background, if the model expects light on dark as in Fashion-MNIST), always or never',
      )
        .argParser(oneOf('--invert', inversions))
        .default('auto'),
    );
  return addAveragingOptions(command)
    .addOption(
      new Option(
        '--min-confidence <share>',
        'mark pictures whose likeliest class is less likely: ask a person (evaluate --target-accuracy finds a share)',
      ).argParser(share('--min-confidence')),
    )
    .addOption(
      new Option(
        '--coverage <share>',
        'also print the set of classes that contains the true one this often, such as 95%',
      ).argParser(share('--coverage')),
    )
    .addOption(maxPixelsOption())
    .addOption(deviceOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'predict shirt.jpg',
        'predict runs/train photos/ --top 1',
        'predict best.onnx bag.png --json',
        'predict atelier photos/ --min-confidence 0.9 --coverage 95%',
        'predict atelier photos/ --device webgpu',
        'predict runs/a photos/ --tta flip --ensemble runs/b runs/c',
      ),
    )
    .action(predict);
}

async function predict(args: string[], options: Options): Promise<void> {
  const { listImageFiles } = await import('../node/pictures/list.ts');
  const { chooseModel } = await import('./files/open-model.ts');
  const { filesAtOnce } = await import('./files/read-pictures.ts');
  const { model, pictures } = await splitArguments(args, options.model);
  const files = await listImageFiles(pictures);
  const classifier = await openAveraged(model ?? (await chooseModel()), options);
  const judge = await judgeOf(classifier, options);
  const results: FileResult[] = [];
  let photographs = 0;
  for (let start = 0; start < files.length; start += filesAtOnce) {
    const part = await predictFiles(
      classifier,
      files.slice(start, start + filesAtOnce),
      options,
      judge,
      () => {
        photographs++;
      },
    );
    if (!options.json) part.forEach(printPrediction);
    results.push(...part);
  }
  if (photographs > 0 && classifier.card.data === 'fashion-mnist') notice(photographNotice(photographs));
  const averagedOver = describeAveraging(1 + (options.ensemble?.length ?? 0), options.tta);
  if (options.json)
    printJson(averagedOver ? results.map((result) => ({ ...result, averagedOver })) : results);
  if (results.some((result) => 'error' in result)) process.exitCode = 1;
}

/** Splits the arguments into the model, if there is one, and the pictures. */
async function splitArguments(
  args: readonly string[],
  option: string | undefined,
): Promise<{ model: string | undefined; pictures: readonly string[] }> {
  if (option !== undefined) await refuseSecondModel(args[0]!);
  if (option !== undefined) return { model: option, pictures: args };
  const { splitModelAndPictures } = await import('../node/runs/model-argument.ts');
  const { model, pictures } = await splitModelAndPictures(args);
  if (pictures.length === 0)
    throw new InputError('predict: expected pictures or folders after the model, got none');
  return { model, pictures };
}

async function refuseSecondModel(argument: string): Promise<void> {
  const { isModelArgument } = await import('../node/runs/model-argument.ts');
  if (await isModelArgument(argument))
    throw new InputError(`--model: the arguments name a model too, '${argument}'; name only one`);
}

/** Opens the model, or the average of several models and views, with a notice about the average. */
async function openAveraged(
  name: string,
  { device: wanted, threads, ...options }: Options,
): Promise<Classifier> {
  const { openModelArgument } = await import('./files/open-model.ts');
  const { useDevice } = await import('./files/use-device.ts');
  const device = await useDevice({ device: wanted, threads });
  const first = { name, classifier: await openModelArgument(name, device) };
  const { averaged, openOthers } = await import('./files/averaged-models.ts');
  const members = [first, ...(await openOthers(first, options, device))];
  const words = describeAveraging(members.length, options.tta);
  if (words === '') return first.classifier;
  notice(`probabilities are averages: ${words}`);
  return averaged(members, options.tta);
}

const photographNotice = (photographs: number): string =>
  `${photographs === 1 ? '1 picture looks like a photograph' : `${count(photographs)} pictures look like photographs`}; this model has only seen Fashion-MNIST. Train on your own photographs: atelier train --from MODEL.onnx --data photos/`;

type Judge = (row: Float32Array, novelty: number | undefined) => Judged;

/** Makes a function that says whether to trust the prediction for a picture. */
async function judgeOf({ card }: Classifier, options: Options): Promise<Judge> {
  const { minConfidence, coverage, ensemble, tta } = options;
  if (coverage !== undefined && (ensemble ?? tta))
    throw new InputError('--coverage: only for a single model; leave out --ensemble and --tta');
  const { predictionSetThreshold } = await import('../nn/prediction-set-thresholds.ts');
  const { predictionSet } = await import('../metrics/prediction-sets.ts');
  const least = coverage === undefined ? undefined : predictionSetThreshold(card, coverage, '--coverage');
  return (row, novelty) => ({
    ...(novelty !== undefined && card.novelty && { novelty, isNovel: novelty > card.novelty.threshold }),
    ...(minConfidence !== undefined && { askPerson: Math.max(...row) < minConfidence }),
    ...(least !== undefined && {
      predictionSet: predictionSet(row, least).map((label) => card.classNames[label]!),
    }),
  });
}

async function predictFiles(
  classifier: Classifier,
  files: readonly string[],
  options: Options,
  judge: Judge,
  onPhotograph: () => void,
): Promise<FileResult[]> {
  const { readPictures } = await import('./files/read-pictures.ts');
  const { channels, height, width } = classifier.card.input;
  const fit = classifier.card.pictures?.fit;
  if (channels !== 1 && channels !== 3)
    throw new InputError(
      `predict: expected a model for pictures of 1 or 3 channels, got one for ${channels}`,
    );
  const { maxPixels = classifier.card.pictures?.maxPixels, invert } = options;
  const target = { height, width, channels, fit, invert, maxPixels } as const;
  const read = await readPictures(files, target);
  const images = new Uint8Array(read.length * classifier.imageSize);
  read.forEach((result, i) => {
    if (!('image' in result)) return;
    images.set(result.image, i * classifier.imageSize);
    if (result.isPhotograph) onPhotograph();
  });
  const { probabilities, novelty } = await classifier.classify(images);
  const { topK } = await import('../metrics/top-k.ts');
  const { classNames } = classifier.card;
  return read.map((result, i): FileResult => {
    if ('error' in result) return result;
    const { file } = result;
    const row = probabilities.subarray(i * classNames.length, (i + 1) * classNames.length);
    const best = topK(row, Math.min(options.top, classNames.length));
    return {
      file,
      predictions: best.map((label) => ({ label, name: classNames[label]!, probability: row[label]! })),
      ...judge(row, novelty?.[i]),
    };
  });
}

function printPrediction(result: FileResult): void {
  if ('error' in result) return complain(result.error);
  const classes = result.predictions.map(({ name, probability }) => `${name} ${percent(probability)}`);
  printResult(oneLine([`${result.file}: ${classes.join(', ')}`, ...remarks(result)].join('; ')));
}

function remarks({ isNovel, askPerson, predictionSet }: Judged): string[] {
  return [
    ...(predictionSet ? [`set: ${predictionSet.join(', ') || 'no class is likely enough'}`] : []),
    ...(isNovel ? ['unlike anything in its training data'] : []),
    ...(askPerson ? ['ask a person'] : []),
  ];
}
