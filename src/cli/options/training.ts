// The options of `train`, and the configuration that results from them. The command line overrides the
// configuration file, the file overrides the preset, and the preset overrides the defaults.
import { Option } from 'commander';
import { availableParallelism } from 'node:os';
import type { NodeDeviceName } from '../../engine/device-names.ts';
import type { PassName } from '../../engine/passes/names.ts';
import { InputError } from '../../errors.ts';
import { architectureNames } from '../../architectures/names.ts';
import { samplings, type Sampling } from '../../data/sampling.ts';
import { optimizerNames } from '../../optimizers/names.ts';
import { scheduleNames } from '../../optimizers/schedule-names.ts';
import { defaults } from '../../training/defaults.ts';
import type { TrainingConfigInput } from '../../training/config-schema.ts';
import { withPreset } from '../../training/presets.ts';
import { presetNames, type PresetName } from '../../training/preset-names.ts';
import { monitored, type Monitored } from '../../training/callbacks/monitored.ts';
import type { DataOptions } from './data.ts';
import {
  dataOption,
  deviceOption,
  integer,
  listOf,
  numberBetween,
  oneOf,
  optionName,
  passOption,
  positiveNumber,
} from './common.ts';

/** As commander returns them: only the options on the command line. */
export interface TrainingOptions extends DataOptions {
  readonly preset?: PresetName;
  readonly labels?: string;
  readonly mean?: number[];
  readonly std?: number[];
  readonly arch?: string;
  readonly from?: string;
  readonly freeze?: string | number;
  readonly backboneRate?: number;
  readonly layerDecay?: number;
  readonly unfreeze?: number;
  readonly statistics?: 'frozen' | 'live';
  readonly hiddenUnits?: number;
  readonly head?: 'fitted' | 'random';
  readonly views?: number;
  readonly epochs?: number;
  readonly batchSize?: number;
  readonly optimizer?: string;
  readonly learningRate?: number;
  readonly weightDecay?: number;
  readonly schedule?: string;
  readonly augment?: string;
  readonly sampling?: Sampling;
  readonly imbalance?: number;
  readonly labelSmoothing?: number;
  readonly focal?: number;
  readonly classWeights?: 'balanced' | number[] | Record<string, number>;
  readonly clipNorm?: number;
  readonly teacher?: string[];
  readonly teacherWeight?: number;
  readonly temperature?: number;
  readonly ema?: number;
  readonly swa?: number;
  readonly monitor?: Monitored;
  readonly patience?: number;
  readonly reduceOnPlateau?: number;
  readonly measureTraining?: number;
  readonly tensorboard?: boolean;
  readonly seed?: number;
  readonly device?: NodeDeviceName;
  readonly threads?: number;
  readonly withoutPasses?: PassName[];
}

/** Makes a parser of a name with options after a colon; the options are checked later. */
const named = (option: string, names: readonly string[]) => {
  const check = oneOf(option, names);
  return (text: string): string => check(text.split(':')[0]!) && text;
};

const share = (name: string) => numberBetween(name, 0, 1);

/**
 * All options about what is trained and how. None has a default here: the configuration's schema has them.
 */
export const trainingOptions = (): Option[] => [
  new Option(
    '--preset <name>',
    `a recipe for Fashion-MNIST, or photos for photographs with --from: ${presetNames.join(', ')}; other options override it`,
  ).argParser(oneOf('--preset', presetNames)),
  dataOption(),
  new Option(
    '--labels <file>',
    'corrected labels, and training pictures to leave out, as atelier studio writes them; validation and test pictures stay as they are',
  ),
  new Option(
    '--mean <list>',
    'mean of each channel for standardisation, with pixels scaled to 0..1; needs --std (default: measured on the training pictures)',
  ).argParser(listOf(numberBetween('--mean', 0, 1))),
  new Option(
    '--std <list>',
    'standard deviation of each channel, or one for all, such as --mean 0.485,0.456,0.406 --std 0.229,0.224,0.225',
  ).argParser(listOf(positiveNumber('--std'))),
  new Option('--arch <name>', `${architectureNames.join(', ')}, or a file (default: paper-cnn)`),
  new Option(
    '--from <model>',
    'fine-tune a trained model: an .onnx file of any origin, a run, or a released model; its last layer is replaced',
  ).conflicts('arch'),
  new Option(
    '--freeze <which>',
    'with --from: layers that stay as they are: none, all, the first so many, or all up to the one of this name (default: none)',
  ).argParser(countOrName),
  new Option(
    '--backbone-rate <factor>',
    'with --from: learning rate of the pretrained layers as a factor of the head’s (default: 1)',
  ).argParser(numberBetween('--backbone-rate', 0, 100)),
  new Option(
    '--layer-decay <factor>',
    'with --from: the factor by which the rate falls from each layer to the one before it (default: 1)',
  ).argParser(numberBetween('--layer-decay', 1e-6, 1)),
  new Option(
    '--unfreeze <epochs>',
    'with --from: gradual unfreezing over so many epochs, the last layer first (default: 0)',
  ).argParser(numberBetween('--unfreeze', 0, 100_000)),
  new Option(
    '--statistics <which>',
    'with --from: statistics of batch normalisation: frozen or live (default: frozen)',
  ).argParser(oneOf('--statistics', ['frozen', 'live'] as const)),
  new Option(
    '--hidden-units <count>',
    'with --from: a hidden layer of so many units in the new head (default: none)',
  ).argParser(integer('--hidden-units', 1, 65_536)),
  new Option(
    '--head <start>',
    'with --from: weights that the new head starts from: fitted on the features, or random (default: fitted)',
  ).argParser(oneOf('--head', ['fitted', 'random'] as const)),
  new Option(
    '--views <count>',
    'with --from: how often the fit of the head looks at each picture, first as it is, then with --augment (default: 1)',
  ).argParser(integer('--views', 1, 1000)),
  new Option('--epochs <count>', `passes over the training pictures (default: ${defaults.epochs})`).argParser(
    integer('--epochs', 1, 100_000),
  ),
  new Option('--batch-size <count>', `pictures per step (default: ${defaults.batchSize})`).argParser(
    integer('--batch-size', 1, 65_536),
  ),
  new Option(
    '--optimizer <name>',
    `${optimizerNames.join(', ')}, with options such as sgd:momentum=0.9 (default: adam)`,
  ).argParser(named('--optimizer', optimizerNames)),
  new Option('--learning-rate <rate>', 'peak learning rate (default: the optimizer’s)').argParser(
    positiveNumber('--learning-rate'),
  ),
  new Option(
    '--weight-decay <rate>',
    'decoupled weight decay of kernels (default: the optimizer’s)',
  ).argParser(numberBetween('--weight-decay', 0, 10)),
  new Option(
    '--schedule <name>',
    `learning rate schedule: ${scheduleNames.join(', ')}, with options such as cosine:warmup=0.1`,
  ).argParser(named('--schedule', scheduleNames)),
  new Option('--augment <list>', 'augmentation, such as rotation=10,translation=0.1,flip,mixup=0.2'),
  new Option('--sampling <how>', `how an epoch samples its pictures: ${samplings.join(', ')}`).argParser(
    oneOf('--sampling', samplings),
  ),
  new Option(
    '--imbalance <ratio>',
    'make the data imbalanced: fewer pictures class by class, down to 1/RATIO in the last',
  ).argParser(numberBetween('--imbalance', 1, 10_000)),
  new Option('--label-smoothing <share>', 'share of each target spread over all classes').argParser(
    share('--label-smoothing'),
  ),
  new Option('--focal <gamma>', 'focal loss; a larger gamma gives easy pictures less weight').argParser(
    numberBetween('--focal', 0, 20),
  ),
  new Option(
    '--class-weights <weights>',
    'balanced, a number for each class in the order of data status, or by name: Shirt=3,Coat=2',
  ).argParser(classWeights),
  new Option('--clip-norm <norm>', 'clip the global norm of the gradients').argParser(
    positiveNumber('--clip-norm'),
  ),
  new Option(
    '--teacher <models...>',
    'distil from a trained model (a file, a run or a released model), or from the mean of several',
  ),
  new Option(
    '--teacher-weight <share>',
    'share of the loss that comes from the difference to the teacher’s predictions (default: 0.5)',
  ).argParser(share('--teacher-weight')),
  new Option('--temperature <t>', 'temperature of the distillation (default: 1)').argParser(
    numberBetween('--temperature', 0.1, 100),
  ),
  new Option('--ema <decay>', 'use an exponential moving average of the weights').argParser(share('--ema')),
  new Option('--swa <start>', 'use the mean of the weights from this share of the run on').argParser(
    share('--swa'),
  ),
  new Option(
    '--monitor <figure>',
    `the metric that decides which epoch is best: ${monitored.join(', ')}`,
  ).argParser(oneOf('--monitor', monitored)),
  new Option(
    '--patience <epochs>',
    'early stopping: stop after this many epochs without improvement of the metric',
  ).argParser(integer('--patience', 1)),
  new Option(
    '--reduce-on-plateau <epochs>',
    'divide the learning rate by 10 after this many epochs without improvement',
  ).argParser(integer('--reduce-on-plateau', 1)),
  new Option(
    '--measure-training <count>',
    'also measure each epoch’s model on this many training pictures',
  ).argParser(integer('--measure-training', 1)),
  new Option('--tensorboard', 'write TensorBoard logs into the run’s folder'),
  new Option('--seed <integer>', `random seed (default: ${defaults.seed})`).argParser(integer('--seed', 0)),
  deviceOption(),
  new Option('--threads <count>', 'CPU threads (default: number of cores)').argParser(
    integer('--threads', 1, 256),
  ),
  passOption(),
];

const countOrName = (text: string): number | string => (/^\d+$/.test(text) ? Number(text) : text);

function classWeights(text: string): 'balanced' | number[] | Record<string, number> {
  if (text === 'balanced') return text;
  const weights = text.split(',').map((part) => Number(part.trim() || NaN));
  if (weights.every(isWeight)) return weights;
  // A class name may contain commas, so that only the number ends a part.
  const parts = [...text.matchAll(/\s*(.+?)\s*=\s*([\d.]+(?:e[+-]?\d+)?)\s*(?:,|$)/giy)];
  const named = parts.map(([, name = '', weight]): [string, number] => [name, Number(weight)]);
  const isWhole = parts.reduce((length, [part]) => length + part.length, 0) === text.length;
  if (!isWhole || !named.every(([, weight]) => isWeight(weight)))
    throw new InputError(
      `--class-weights: expected balanced, numbers above 0 separated by commas, or names such as Shirt=3,Coat=2, got '${text}'`,
    );
  const twice = named.find(([name], i) => named.findIndex(([other]) => other === name) < i);
  if (twice) throw new InputError(`--class-weights: '${twice[0]}' is given twice`);
  return Object.fromEntries(named);
}

const isWeight = (weight: number): boolean => weight > 0 && Number.isFinite(weight);

/** Merges the options, the configuration file (`said`) and the preset, in this order of precedence. */
export async function configurationOf(
  options: TrainingOptions,
  said: TrainingConfigInput = {},
): Promise<TrainingConfigInput> {
  const file = withPreset({ ...said, ...onlyGiven({ preset: options.preset }) });
  const { device, data, labels, arch: architecture, epochs, batchSize, seed, withoutPasses } = options;
  const { sampling, classWeights, clipNorm, monitor, measureTraining, tensorboard: tensorBoard } = options;
  return {
    ...file,
    ...onlyGiven({
      ...{ device, data, labels, architecture, epochs, batchSize, seed, withoutPasses },
      ...{ sampling, classWeights, clipNorm, monitor, measureTraining, tensorBoard },
      from: fromOf(options, file),
      pictures: picturesOf(options, file),
      normalization: normalizationOf(options, file),
      optimizer: await optimizerOf(options, file),
      schedule: await scheduleOf(options),
      augmentation: await augmentationOf(options),
      loss: lossOf(options, file),
      distillation: distillationOf(options, file),
      averaging: averagingOf(options),
      earlyStopping: withPatience(file.earlyStopping, options.patience),
      reduceLROnPlateau: withPatience(file.reduceLROnPlateau, options.reduceOnPlateau),
      imbalance: options.imbalance === undefined ? undefined : { ratio: options.imbalance },
    }),
    threads: options.threads ?? file.threads ?? availableParallelism(),
  };
}

const withPatience = <T extends object>(options: T | undefined, patience: number | undefined) =>
  patience === undefined ? options : { ...options, patience };

function fromOf(options: TrainingOptions, { from }: TrainingConfigInput): TrainingConfigInput['from'] {
  const { freeze, backboneRate, layerDecay, unfreeze, statistics, hiddenUnits, head, views } = options;
  const changes = onlyGiven({
    ...{ freeze, backboneRate, layerDecay, unfreezeEpochs: unfreeze, statistics, hiddenUnits, head, views },
  });
  const model = options.from ?? from?.model;
  const [first] = Object.keys(changes);
  if (!from && first !== undefined && model === undefined)
    throw new InputError(
      `${first === 'unfreezeEpochs' ? '--unfreeze' : optionName(first)}: expected --from too`,
    );
  if (!from && model === undefined) return undefined;
  return { ...from, ...changes, ...onlyGiven({ model }) };
}

function picturesOf(
  { size, channels, fit, testShare, validationShare, maxPixels }: TrainingOptions,
  { pictures }: TrainingConfigInput,
): TrainingConfigInput['pictures'] {
  const changes = onlyGiven({ size, channels, fit, testShare, validationShare, maxPixels });
  return Object.keys(changes).length > 0 ? { ...pictures, ...changes } : pictures;
}

function normalizationOf(
  { mean, std }: TrainingOptions,
  { normalization }: TrainingConfigInput,
): TrainingConfigInput['normalization'] {
  const both = { ...normalization, ...onlyGiven({ mean, std }) };
  if (mean && !both.std) throw new InputError('--mean: expected --std too');
  if (std && !both.mean) throw new InputError('--std: expected --mean too');
  return mean || std ? (both as Required<typeof both>) : normalization;
}

async function optimizerOf(
  { optimizer, learningRate, weightDecay }: TrainingOptions,
  file: TrainingConfigInput,
): Promise<TrainingConfigInput['optimizer']> {
  const { parseNamed } = await import('../../optimizers/named-options.ts');
  const chosen = optimizer === undefined ? file.optimizer : parseNamed(optimizer);
  const changes = onlyGiven({ learningRate, weightDecay });
  if (!chosen && Object.keys(changes).length === 0) return undefined;
  return { type: 'adam', ...chosen, ...changes };
}

async function scheduleOf({ schedule }: TrainingOptions): Promise<TrainingConfigInput['schedule']> {
  if (schedule === undefined) return undefined;
  const { parseNamed } = await import('../../optimizers/named-options.ts');
  return parseNamed(schedule);
}

async function augmentationOf({ augment }: TrainingOptions): Promise<TrainingConfigInput['augmentation']> {
  if (augment === undefined) return undefined;
  const { parseAugmentation } = await import('../../data/augmentation/parse-augmentation.ts');
  return parseAugmentation(augment, '--augment');
}

function lossOf(
  { labelSmoothing, focal: gamma }: TrainingOptions,
  { loss }: TrainingConfigInput,
): TrainingConfigInput['loss'] {
  const changes = onlyGiven({ labelSmoothing, gamma });
  return Object.keys(changes).length > 0 ? { ...loss, ...changes } : loss;
}

function distillationOf(
  { teacher, teacherWeight: weight, temperature }: TrainingOptions,
  { distillation }: TrainingConfigInput,
): TrainingConfigInput['distillation'] {
  const one = teacher?.length === 1 ? teacher[0] : teacher;
  const both = { ...distillation, ...onlyGiven({ teacher: one, weight, temperature }) };
  if (Object.keys(both).length === 0) return undefined;
  if (both.teacher !== undefined) return { ...both, teacher: both.teacher };
  throw new InputError(
    `${weight === undefined ? '--temperature' : '--teacher-weight'}: expected --teacher too`,
  );
}

function averagingOf({ ema, swa }: TrainingOptions): TrainingConfigInput['averaging'] {
  if (ema !== undefined && swa !== undefined) throw new InputError('--ema and --swa: choose one of them');
  if (ema !== undefined) return { type: 'ema', decay: ema };
  return swa === undefined ? undefined : { type: 'swa', start: swa };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Removes the properties that are undefined. */
export const onlyGiven = <T extends object>(values: T): Given<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Given<T>;
