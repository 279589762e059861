// Opens a study by its file and the options of `atelier tune`, and works on it, here or in several
// processes.
import { join } from 'node:path';
import { digestOf } from '../../data/digest.ts';
import { createStudy } from '../../node/tuning/create-study.ts';
import { openJournalStorage } from '../../node/tuning/open-journal.ts';
import { readSpaceFile } from '../../node/tuning/space-file.ts';
import { StudyJournal } from '../../node/tuning/study-journal.ts';
import { journalFile } from '../../node/tuning/study-place.ts';
import { workerPrefix } from '../../node/tuning/trial-queue.ts';
import { pruners } from '../../tuning/pruners/index.ts';
import { samplers } from '../../tuning/samplers/index.ts';
import type { Parameters } from '../../tuning/space.ts';
import { directionsOf, unknownOfBase } from '../../tuning/study-space.ts';
import { useDevice } from '../files/use-device.ts';
import { openConfigured } from '../options/data.ts';
import { notice } from '../terminal/output.ts';
import { checkedSampler } from './checked-sampler.ts';
import type { TuneOptions } from './tune-options.ts';
import { trialConfig, wholePoint } from './trial-config.ts';
import { workOn } from './worker.ts';

/** Which of several workers this one is. */
export interface WorkerPlace {
  readonly index: number;
  readonly count: number;
}

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
  const { chosen, most } = checkedSampler(spec, options);
  const configOf = (params: Parameters) => trialConfig(spec, params, options, place.count);
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
