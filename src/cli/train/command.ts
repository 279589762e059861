// `atelier train`: trains a network into a new run directory, or resumes a run.
import { Command, Option } from 'commander';
import { InputError } from '../../errors.ts';
import { programVersion } from '../../node/files/program-version.ts';
import { addPictureOptions, openConfigured } from '../options/data.ts';
import { percent } from '../../number-words.ts';
import { notice, printJson, printResult } from '../terminal/output.ts';
import { examples, jsonOption, offlineOption, optionName } from '../options/common.ts';
import type { measureRun } from './dry-run.ts';
import { epochsWithin, parseDuration } from './time-budget.ts';
import { configurationOf, trainingOptions, type TrainingOptions } from '../options/training.ts';
import type { Locate } from '../../config-error.ts';
import type { TrainingConfig, TrainingConfigInput } from '../../training/config-schema.ts';
import type { ConfiguredNetwork } from '../../node/runs/configured-network.ts';
import type { RunDirectory } from '../../node/runs/run-directory.ts';
import type { RunSummary } from './run.ts';

interface Options extends TrainingOptions {
  readonly config?: string;
  readonly resume?: string;
  readonly out?: string;
  readonly name?: string;
  readonly overwrite?: boolean;
  readonly dryRun?: boolean;
  /** In seconds. */
  readonly time?: number;
  readonly json?: boolean;
}

export function trainCommand(): Command {
  const command = new Command('train').description(
    'train a network; if the data has no validation split, one twelfth of the training data is held out',
  );
  for (const option of trainingOptions()) command.addOption(option);
  return addPictureOptions(command)
    .option('--config <file>', 'a configuration file, such as the config.json of a run; options override it')
    .option(
      '--resume <run>',
      'resume a run, or extend it with --epochs; use --data if its data has moved, --device for another device',
    )
    .option('--out <folder>', 'folder for runs (default: runs)')
    .option('--name <name>', 'name of the run (default: train, train2, ...)')
    .option('--overwrite', 'replace an existing run')
    .option(
      '--dry-run',
      'check everything, train for a few seconds, and estimate the time and memory of the run; writes nothing',
    )
    .addOption(
      new Option('--time <duration>', 'train for as many epochs as fit into 90s, 10m or 1.5h on this machine')
        .argParser(parseDuration)
        .conflicts('epochs'),
    )
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'train',
        'train --data sketches --epochs 5 --name first',
        'train --preset minute',
        'train --arch lenet5 --optimizer sgd:momentum=0.9 --schedule cosine:warmup=0.1 --json',
        'train --data ./photos --size 64 --arch resnet20 --augment rotation=10,translation=0.1,flip',
        'train --data ./photos --labels photos/labels.json',
        'train --preset photos --from efficientnet-lite0.onnx --data ./photos --time 20m',
        'train --resume runs/first --epochs 10',
        'train --resume runs/shop --data /new/place/photos',
        'train --config runs/first/config.json --seed 2',
        'train --device webgpu',
        'train --arch wrn-16-4 --epochs 50 --dry-run',
      ),
    )
    .action((options: Options) => (options.resume === undefined ? train(options) : resume(options)));
}

async function train(all: Options): Promise<void> {
  const { config: file, out, name, overwrite, dryRun, time, ...options } = all;
  const { parseTrainingConfig } = await import('../../training/config.ts');
  const { trainingDataOf } = await import('../../training/training-data.ts');
  const { trainRun } = await import('./run.ts');
  const given = file === undefined ? undefined : await readConfig(file);
  const config = parseTrainingConfig(await configurationOf(options, given?.value), given?.locate);
  const { config: settled, architectureFor, wanted } = await settle(config);
  const { splits, data, labels } = await openConfigured(settled, options.offline, wanted);
  const architecture = await architectureFor(() => trainingDataOf(splits, settled).train);
  const place = { out, name, overwrite };
  if (settled.from?.freeze === 'all') refuseEpochs(all);
  if (dryRun) {
    const { describeEstimate, measureRun } = await import('./dry-run.ts');
    const estimate = await measureRun(splits, settled, architecture, place);
    notice(describeEstimate(estimate));
    if (options.json) printJson(estimate);
    return;
  }
  const pictures = splits.train.pictures && { ...wanted, ...settled.pictures };
  const epochs =
    time === undefined ? settled.epochs : await epochsFor(time, splits, settled, architecture, place);
  const places = { ...(data !== undefined && { data }), ...(labels !== undefined && { labels }) };
  const saved = { ...settled, epochs, ...(pictures && { pictures }), ...places };
  report(await trainRun(splits, saved, architecture, place), options);
}

/** The options that do nothing where only a head is fitted, which has no epochs. */
const ofEpochs = [
  'epochs',
  'time',
  'dryRun',
  'batchSize',
  'optimizer',
  'learningRate',
  'schedule',
  'ema',
] as const;

function refuseEpochs(options: Partial<Options>): void {
  const given = ofEpochs.find((name) => options[name] !== undefined);
  if (given)
    throw new InputError(
      `${optionName(given)}: with --freeze all the head is fitted to convergence, without epochs`,
    );
}

/** Measures the speed of a run and returns the number of epochs for a time. */
async function epochsFor(seconds: number, ...run: Parameters<typeof measureRun>): Promise<number> {
  const dryRun = await import('./dry-run.ts');
  const [, { from }] = run;
  const { epochs, words } = epochsWithin(seconds, await dryRun.measureRun(...run), from?.head === 'fitted');
  notice(words);
  return epochs;
}

/** What may change when a run is resumed. */
const changeable = ['epochs', 'data', 'device'];

/**
 * Resumes a run with its own configuration. Only the number of epochs, the place of the data and the device
 * may change.
 */
async function resume({ resume: path, json, offline, ...options }: Options): Promise<void> {
  if (options.dryRun) throw new InputError('--dry-run: only for a new run, not with --resume');
  const others = Object.keys(options).filter((name) => !changeable.includes(name));
  if (others.length > 0)
    throw new InputError(
      `--resume: only --epochs, --data and --device can be changed, not ${optionName(others[0]!)}`,
    );
  const { openRunDirectory } = await import('../../node/runs/run-directory.ts');
  const run = await openRunDirectory(path!);
  await run.lock();
  try {
    report(await goOn(run, { ...options, ...(offline && { offline }) }), { ...(json && { json }) });
  } finally {
    await run.release();
  }
}

async function goOn(
  run: RunDirectory,
  options: Pick<Options, 'epochs' | 'data' | 'device' | 'offline'>,
): Promise<RunSummary> {
  const { readCheckpoint } = await import('../../node/runs/run-checkpoint.ts');
  const { parseTrainingConfig } = await import('../../training/config.ts');
  const { resumeRun } = await import('./run.ts');
  const { loadMoved } = await import('./moved-data.ts');
  const file = run.file('config.json');
  const { value, locate } = await readConfig(file);
  const before = parseTrainingConfig(value, locate);
  if (before.from?.freeze === 'all') refuseEpochs(options);
  const { version = 'unknown' } = before;
  if (version !== programVersion)
    throw new InputError(
      `${file}: the run belongs to version ${version} and this is ${programVersion}, so its result would differ; train a new run with --config ${file}`,
    );
  const { device: deviceBefore = 'cpu' } = before;
  const { device = deviceBefore } = options;
  const config = { ...before, device, epochs: options.epochs ?? before.epochs };
  const found = await readCheckpoint(run, notice);
  const done = found?.checkpoint.progress.epochs ?? 0;
  if (config.epochs < done)
    throw new InputError(
      `--epochs: expected at least the ${done} epochs that the run has finished, got ${config.epochs}`,
    );
  if (done === config.epochs) notice(`${run.path}: finished after ${done} epochs; extend it with --epochs`);
  if (device !== deviceBefore)
    notice(`the run was trained on ${deviceBefore} and goes on on ${device}: its last digits will differ`);
  const { config: settled, architectureFor } = await settle(config);
  // The run has its own copy of the labels: the file that it was started with may have grown since.
  const labels = settled.labels === undefined ? {} : { labels: run.file('labels.json') };
  const { splits, data } = await loadMoved({ ...settled, ...labels }, options.data, options.offline);
  const { trainingDataOf } = await import('../../training/training-data.ts');
  const architecture = await architectureFor(() => trainingDataOf(splits, settled).train);
  return resumeRun(splits, { ...settled, ...(data !== undefined && { data }) }, architecture, run, found);
}

/** Opens the network of a configuration and tells what it settled. */
async function settle(given: TrainingConfig): Promise<Omit<ConfiguredNetwork, 'notices'>> {
  const { configuredNetwork } = await import('../../node/runs/configured-network.ts');
  const { notices, ...network } = await configuredNetwork(given);
  notices.forEach((text) => notice(text));
  return network;
}

/** Reads a configuration file; its values are checked later. */
async function readConfig(file: string): Promise<{ value: TrainingConfigInput; locate: Locate }> {
  const { readConfigFile } = await import('../../node/files/config-file.ts');
  return (await readConfigFile(file)) as { value: TrainingConfigInput; locate: Locate };
}

function report(summary: RunSummary, { json }: { json?: boolean }): void {
  if (json) printJson(summary);
  else printResult(describeRun(summary));
}

/** The result of a run as text. */
export function describeRun({
  run,
  data,
  validation,
  seconds,
  imagesPerSecond,
  stopped,
  stopReason,
}: RunSummary): string {
  const { accuracy, count, loss } = validation;
  return [
    `${stopped ? 'stopped: ' : ''}${run}: validation accuracy ${percent(accuracy, 2)} on ${count} pictures of ${data}, loss ${loss.toFixed(4)}`,
    ...(stopReason === undefined ? [] : [`stopped early: ${stopReason}`]),
    `trained for ${seconds.toFixed(1)} s, ${imagesPerSecond.toLocaleString('en')} images/s`,
    `next: atelier ${stopped ? `train --resume ${run}` : `evaluate ${run}`}`,
  ].join('\n');
}
