// Compares the best trials of a study with its base, as an experiment on seeds that the study has not used.
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { readConfigFile } from '../../node/files/config-file.ts';
import { parseTrainingConfig } from '../../training/config.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import type { JournalStudy } from '../../tuning/journal/replay.ts';
import { baseTrial, rankedTrials } from '../../tuning/results.ts';
import { runExperiment, type ExperimentResult } from '../experiment/run.ts';
import { writeExperiment } from '../experiment/write.ts';
import { loadConfigured } from '../options/data.ts';
import { runName } from './trial.ts';

interface Options {
  readonly top: number;
  readonly seeds: number;
  readonly split: 'validation' | 'test';
  readonly offline: boolean;
}

/** Seeds of confirmations begin here, so that a search is not likely to have used them. */
const firstSeed = 1001;

/**
 * Trains and compares, in the folder `confirm` of the study.
 *
 * @throws InputError if the study has no base, or no complete trial besides it
 */
export async function confirmStudy(
  study: JournalStudy,
  folder: string,
  { top, seeds, split, offline }: Options,
): Promise<ExperimentResult> {
  const base = baseTrial(study);
  const best = rankedTrials(study)
    .filter((trial) => trial !== base)
    .slice(0, top);
  if (!base || best.length === 0)
    throw new InputError(`${study.name}: expected a base and a complete trial besides it, found none`);
  const variants = new Map<string, TrainingConfig>();
  variants.set('base', await configOf(folder, base.number));
  for (const { number } of best) variants.set(`trial ${number}`, await configOf(folder, number));
  const { splits } = await loadConfigured(variants.get('base')!, offline);
  const experiment = {
    name: `${study.name} confirmed`,
    question: `Are the best trials of ${study.name} better than its base?`,
    seeds: Array.from({ length: seeds }, (_, i) => firstSeed + i),
    variants,
  };
  const place = join(folder, 'confirm');
  const result = await runExperiment(splits, experiment, { folder: place, split });
  await writeExperiment(result, place);
  return result;
}

/** The configuration of a trial's run, with validation pictures that the study did not choose by. */
async function configOf(folder: string, number: number): Promise<TrainingConfig> {
  const { value, locate } = await readConfigFile(join(folder, runName(number), 'config.json'));
  return { ...parseTrainingConfig(value, locate), validationSeed: firstSeed };
}
