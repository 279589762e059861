// Opens a study by its file and the options of `atelier tune`, and works on it, here or in several
// processes.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { digestOf } from '../../data/digest.ts';
import type { NodeDeviceName } from '../../engine/device-names.ts';
import { createStudy } from '../../node/tuning/create-study.ts';
import { openJournalStorage } from '../../node/tuning/open-journal.ts';
import { readSpaceFile } from '../../node/tuning/space-file.ts';
import { StudyJournal } from '../../node/tuning/study-journal.ts';
import { journalFile } from '../../node/tuning/study-place.ts';
import { workerPrefix } from '../../node/tuning/trial-queue.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import { pruners } from '../../tuning/pruners/index.ts';
import type { PrunerName } from '../../tuning/pruners/names.ts';
import { checkSampler, chooseSampler, samplers } from '../../tuning/samplers/index.ts';
import type { SamplerName } from '../../tuning/samplers/names.ts';
import { valueFor } from '../../tuning/distribution.ts';
import { fillSpace, type Parameters } from '../../tuning/space.ts';
import { directionsOf, unknownOfBase, type StudySpace } from '../../tuning/study-space.ts';
import { useDevice } from '../files/use-device.ts';
import { openConfigured } from '../options/data.ts';
import { notice } from '../terminal/output.ts';
import { workOn } from './worker.ts';

/** The options of a search. */
export interface TuneOptions {
  readonly data?: string;
  readonly device?: NodeDeviceName;
  readonly out: string;
  readonly name?: string;
  readonly sampler: SamplerName;
  readonly pruner: PrunerName;
  readonly trials?: number;
  /** In seconds. */
  readonly time?: number;
  readonly target?: number;
  readonly seed: number;
  readonly storage?: string;
  readonly keep: number;
  readonly offline?: boolean;
}

/** Which of several workers this one is. */
export interface WorkerPlace {
  readonly index: number;
  readonly count: number;
}

/** How many trials there are if neither a number nor a time is given. */
const defaultTrials = 50;

/** Where a study is. */
export interface StudyPlace {
  readonly folder: string;
  readonly name: string;
  readonly storage: string;
}

/**
 * The place of a study.
 *
 * @throws InputError for a mistake in the file
 */
export async function placeOfStudy(file: string, options: TuneOptions): Promise<StudyPlace> {
  const { name: own } = await readSpaceFile(file, options.data);
  const name = options.name ?? own;
  const folder = join(options.out, name);
  return { folder, name, storage: options.storage ?? join(folder, journalFile) };
}

/**
 * Works on a study as one worker.
 *
 * @throws InputError for a mistake in the file or the options; ExitError after Ctrl-C
 */
export async function runWorker(file: string, options: TuneOptions, place: WorkerPlace): Promise<void> {
  const spec = await readSpaceFile(file, options.data);
  const { space, objectives, base, known } = spec;
  const { folder, name, storage } = await placeOfStudy(file, options);
  const most =
    options.trials ?? (options.time === undefined && options.target === undefined ? defaultTrials : Infinity);
  const chosen =
    options.sampler === 'auto'
      ? chooseSampler({ space, trials: most, objectives: objectives.length })
      : { name: options.sampler, why: undefined };
  checkSampler(chosen.name, space, objectives.length);
  const configOf = (params: Parameters) => configFor(spec.configOf(params), objectives[0]!, place, options);
  const example = configOf(wholePoint(spec));
  await useDevice(example);
  const { splits, data } = await openConfigured(example, options.offline);
  const study = new StudyJournal(await openJournalStorage(storage), name, `${workerPrefix}${place.index}`);
  try {
    const points = [{ point: base, why: 'base' }, ...known.map((point) => ({ point, why: 'known' }))];
    await createStudy(study, {
      ...{ directions: directionsOf(objectives), metrics: objectives },
      digest: await digestOf(new TextEncoder().encode(JSON.stringify(spec.document))),
      known: points.filter(({ point }) => Object.keys(point).length > 0),
    });
    if (place.index === 0) describe(name, chosen, options, unknownOfBase(spec), most);
    const why = await workOn({
      ...{ study, splits, objectives, folder, keep: options.keep },
      configOf: (params) => ({ ...configOf(params), ...(data !== undefined && { data }) }),
      search: {
        ...{ space, seed: options.seed, epochs: example.epochs, most },
        sampler: samplers[chosen.name],
        pruner: pruners[options.pruner],
      },
      seconds: options.time ?? Infinity,
      target: options.target,
    });
    notice(why);
  } finally {
    await study.close();
  }
}

/** A point that has all values, for the data and the epochs, which are the same for all. */
function wholePoint({ space, base }: Pick<StudySpace, 'space' | 'base'>): Parameters {
  return fillSpace(space, ({ name, distribution }) => base[name] ?? valueFor(distribution, 0.5));
}

/**
 * Several workers share the threads. The figure that decides is also the one that chooses the best epoch.
 */
function configFor(
  config: TrainingConfig,
  monitor: string,
  { count }: WorkerPlace,
  { device }: TuneOptions,
): TrainingConfig {
  const threads = count > 1 ? Math.max(1, Math.floor(availableParallelism() / count)) : undefined;
  return {
    ...config,
    ...(device && { device }),
    monitor: monitor as TrainingConfig['monitor'],
    ...(threads !== undefined && config.threads === undefined && { threads }),
  };
}

function describe(
  name: string,
  sampler: { readonly name: string; readonly why: string | undefined },
  { pruner, seed }: TuneOptions,
  unknown: readonly string[],
  most: number,
): void {
  const limit = Number.isFinite(most) ? `, up to ${most} trials` : '';
  const why = sampler.why === undefined ? '' : ` (${sampler.why})`;
  notice(`study ${name}: sampler ${sampler.name}${why}, pruner ${pruner}, seed ${seed}${limit}`);
  if (unknown.length > 0)
    notice(`the base has no value for ${unknown.join(', ')}; the sampler draws it. Name one with default`);
}
