// The command `time-to-accuracy`: from the question to the result document, one training after another.
import { stratifiedSplit } from '../../src/data/split.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { parseTrainingConfig } from '../../src/training/config.ts';
import { defaults } from '../../src/training/defaults.ts';
import { PeerUnavailable } from '../line-process.ts';
import { describeMachine } from '../machine.ts';
import type { Missing } from '../take-turns.ts';
import { dataFolder } from './data-folder.ts';
import { runsOf, type PlannedRun } from './plan.ts';
import type { EpochReport, OurWork, PeerWork } from './protocol.ts';
import type { TimeQuestion } from './question.ts';
import { timeDocument, type TimeDocument, type TimedRun } from './result-document.ts';
import { runTraining, type Trained } from './run-training.ts';
import { paperParameters, paperRecipe, trainerCommandLine } from './trainers.ts';

type Progress = (message: string) => void;

/** The folder of the files, and their training pictures. */
interface Data {
  folder: string;
  train: Dataset;
}

/** Runs all trainings and reports progress line by line. Throws an InputError if the data are missing. */
export async function measureTimeToAccuracy(
  question: TimeQuestion,
  progress: Progress,
): Promise<TimeDocument> {
  const machine = describeMachine();
  const data = await dataFolder(question.data);
  const planned = runsOf(question);
  const runs: TimedRun[] = [];
  const missing: Missing[] = [];
  for (const [index, run] of planned.entries()) {
    const { name, preset, seed } = run;
    if (missing.some((one) => one.name === name)) continue;
    const title = preset === null ? name : `${name}, preset ${preset}`;
    progress(`${title}, seed ${seed} (${index + 1} of ${planned.length})`);
    try {
      runs.push({ ...run, ...(await train(run, question, data, progress)) });
    } catch (error) {
      if (!(error instanceof PeerUnavailable)) throw error;
      progress(`${name} is missing: ${error.message}`);
      missing.push({ name, reason: error.message });
    }
  }
  return timeDocument(question, { machine, data: data.train.name }, runs, missing);
}

async function train(
  run: PlannedRun,
  question: TimeQuestion,
  data: Data,
  progress: Progress,
): Promise<Trained> {
  const tell = ({ epoch, seconds, accuracy }: EpochReport) =>
    progress(`  epoch ${epoch}: ${seconds.toFixed(1)} s, ${question.split} accuracy ${accuracy.toFixed(4)}`);
  const work = workOf(run, question, data);
  const trained = await runTraining(trainerCommandLine(run.name, question.threads), work, tell);
  if (run.name !== 'atelier' && trained.parameters !== paperParameters)
    throw new PeerUnavailable(
      `its network is different: expected ${paperParameters} parameters, got ${trained.parameters}`,
    );
  return trained;
}

function workOf(
  { preset, seed, until }: PlannedRun,
  { split, threads }: TimeQuestion,
  { folder, train: { labels } }: Data,
): OurWork | PeerWork {
  if (preset !== null)
    return { folder, split, until, config: parseTrainingConfig({ preset, seed, threads }) };
  // If a split of the training pictures decides, the peers hold out the same pictures as ours.
  const heldBack = () => [
    ...stratifiedSplit(labels, { validation: defaults.validationShare, seed }).validation,
  ];
  return {
    folder,
    validation: split === 'validation' ? heldBack() : null,
    until,
    recipe: paperRecipe,
    seed,
    threads,
  };
}
