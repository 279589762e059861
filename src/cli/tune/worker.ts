// The loop of a worker: takes trials of a study one after another, trains them, and writes what becomes of
// them.
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import { writeFileAtomically } from '../../node/files/atomic-write.ts';
import type { StudyJournal } from '../../node/tuning/study-journal.ts';
import { leaseMs, TrialQueue, type Search } from '../../node/tuning/trial-queue.ts';
import type { TrainingSplits } from '../../training/training-data.ts';
import type { TrainingConfig } from '../../training/config-schema.ts';
import type { EpochResult } from '../../training/fit.ts';
import type { JournalTrial } from '../../tuning/journal/replay.ts';
import { promotedFrom, forPruner } from '../../tuning/marks.ts';
import type { ObjectiveName } from '../../tuning/objectives.ts';
import type { Verdict } from '../../tuning/pruners/pruner.ts';
import { rankedTrials } from '../../tuning/results.ts';
import type { Parameters } from '../../tuning/space.ts';
import { bestTrial, isFinished } from '../../tuning/trial.ts';
import { pointWords, valueWords } from '../../tuning/words.ts';
import { ExitError } from '../terminal/exit-error.ts';
import { formatSeconds, notice } from '../terminal/output.ts';
import type { RunSummary } from '../train/run.ts';
import { dropModels, failureOf, measureObjectives, runName, trainTrial, watchedValue } from './trial.ts';

/** What a worker needs. */
export interface Work {
  readonly study: StudyJournal;
  readonly search: Search;
  readonly splits: TrainingSplits;
  readonly objectives: readonly ObjectiveName[];
  readonly configOf: (params: Parameters) => TrainingConfig;
  /** The folder of the study's runs. */
  readonly folder: string;
  /** How many of the best trials keep their models. */
  readonly keep: number;
  /** In seconds; infinite if there is no limit. */
  readonly seconds: number;
  /** The study ends when the first objective is this good. */
  readonly target: number | undefined;
}

/** So many trials in a row that fail, and none that succeeds, are a mistake in the space. */
const mostFailures = 10;
/** How often a worker without a trial looks for one. */
const pollMs = 2000;
/** How long an epoch waits for its journal, which may be out of reach for a while. */
const reportMs = 5000;

/**
 * Works on a study until its trials, the time or the target are reached.
 *
 * @returns why it ended, in words
 * @throws ExitError after Ctrl-C; InputError if no trial succeeds
 */
export async function workOn(work: Work): Promise<string> {
  const start = performance.now();
  const queue = new TrialQueue(work.study, work.search);
  const timeLeft = () => work.seconds - (performance.now() - start) / 1000;
  for (;;) {
    if (timeLeft() <= 0) return 'the time is over';
    await work.study.refresh();
    if (isReached(work)) return 'the target is reached';
    const next = await queue.next();
    if (next.kind === 'end')
      return next.isExhausted ? 'all points of the space were tried' : 'all trials are done';
    if (next.kind === 'wait') {
      await pause(Math.min(pollMs, 1000 * timeLeft()));
      continue;
    }
    announce(next.trial, work, start);
    if ((await runTrial(next.trial, queue, work, timeLeft())) === 'out of time') return 'the time is over';
    checkFailures(work.study.study.trials);
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, Math.max(0, ms)));

function isReached({ study, target }: Work): boolean {
  const { trials, directions } = study.study;
  const best = bestTrial(trials, directions[0]!)?.values?.[0];
  if (target === undefined || best === undefined) return false;
  return directions[0] === 'maximize' ? best >= target : best <= target;
}

function checkFailures(trials: readonly JournalTrial[]): void {
  const finished = trials.filter(isFinished);
  if (finished.length < mostFailures || finished.some(({ state }) => state !== 'fail')) return;
  throw new InputError(
    `the first ${finished.length} trials failed, the last one because: ${String(finished.at(-1)!.userAttributes['reason'])}`,
  );
}

/** One line before each trial: how far the study is, the best so far, the time left, and the point. */
function announce(
  { number, params, intermediate }: JournalTrial,
  { study, search, objectives, seconds }: Work,
  start: number,
): void {
  const { trials, directions } = study.study;
  const done = trials.filter(isFinished).length;
  const best = bestTrial(trials, directions[0]!);
  const spent = (performance.now() - start) / 1000;
  const here = trials.filter((trial) => isFinished(trial) && trial.number < number).length;
  const left = Math.min(
    Number.isFinite(search.most) && here > 0 && done > 0 ? (spent / done) * (search.most - done) : Infinity,
    seconds - spent,
  );
  notice(
    [
      `trial ${number}${intermediate.length > 0 ? ` from epoch ${intermediate.at(-1)![0]}` : ''}`,
      `${done}${Number.isFinite(search.most) ? ` of ${search.most}` : ''} done`,
      ...(best ? [`best ${valueWords(objectives[0]!, best.values![0]!)} (trial ${best.number})`] : []),
      ...(Number.isFinite(left) && spent > 1 ? [`about ${formatSeconds(left)} left`] : []),
      pointWords(params),
    ].join('; '),
  );
}

async function runTrial(
  { id, number, params }: JournalTrial,
  queue: TrialQueue,
  work: Work,
  secondsLeft: number,
): Promise<'done' | 'out of time'> {
  const { objectives, folder, splits } = work;
  const stop = new AbortController();
  let verdict: Verdict | 'out of time' = 'continue';
  const end = (why: typeof verdict) => {
    verdict = why;
    stop.abort();
  };
  const clock = Number.isFinite(secondsLeft)
    ? setTimeout(() => end('out of time'), Math.min(2 ** 31 - 1, 1000 * secondsLeft))
    : undefined;
  const beat = setInterval(() => void queue.renew(id).catch(() => undefined), leaseMs / 3);
  beat.unref();
  const run = { splits, config: work.configOf(params), folder, name: runName(number) };
  const onEpoch = async (history: readonly EpochResult[]): Promise<void> => {
    const values = history.map((result) => [result.epoch, watchedValue(objectives[0]!, result)] as const);
    const report = queue.report(id, values).then((trial) => judge(trial, work));
    const found = await Promise.race([report, pause(reportMs).then(() => 'continue' as const)]);
    if (found !== 'continue' && verdict === 'continue') end(found);
  };
  try {
    const summary = await trainTrial(run, { signal: stop.signal, onEpoch });
    if (!summary.stopped) {
      const values = await measureObjectives(objectives, summary, run);
      await queue.finish(id, 'complete', values, attributesOf(summary, run.name));
      await keepBest(work);
      return 'done';
    }
  } catch (error) {
    const reason = failureOf(error);
    if (reason === undefined) throw error;
    notice(`trial ${number} failed: ${reason}`);
    await queue.finish(id, 'fail', undefined, { reason, run: run.name });
    return 'done';
  } finally {
    clearTimeout(clock);
    clearInterval(beat);
  }
  return settle(verdict, id, queue, work);
}

/** What becomes of a trial that was stopped before its last epoch. */
async function settle(
  verdict: Verdict | 'out of time',
  id: number,
  queue: TrialQueue,
  work: Work,
): Promise<'done' | 'out of time'> {
  if (verdict === 'pause') await queue.pause(id);
  else if (verdict === 'prune') {
    const trial = work.study.study.trials.find((one) => one.id === id)!;
    const last = trial.intermediate.at(-1)?.[1];
    await queue.finish(id, 'pruned', last === undefined ? undefined : [last], { run: runName(trial.number) });
    await keepBest(work);
  } else {
    await queue.release(id);
    if (verdict === 'out of time') return 'out of time';
    throw new ExitError('stopped; run the same command to go on', Number(process.exitCode ?? 130));
  }
  return 'done';
}

function judge(trial: JournalTrial, { study, search }: Work): Verdict {
  const epoch = trial.intermediate.at(-1)?.[0] ?? 0;
  if (epoch >= search.epochs || epoch <= promotedFrom(trial) || epoch === 0) return 'continue';
  const { trials, directions } = study.study;
  return search.pruner.judge(forPruner(trial), {
    ...{ trials: trials.map(forPruner), direction: directions[0]!, epochs: search.epochs },
  });
}

const attributesOf = ({ parameters, seconds, validation }: RunSummary, run: string) => ({
  ...{ run, parameters, bestEpoch: validation.epoch },
  seconds: Number(seconds.toFixed(2)),
});

/** Writes the best configuration, and removes the models of trials that are not among the best. */
async function keepBest({ study, folder, configOf, keep }: Work): Promise<void> {
  const { trials, directions } = study.study;
  const ranked = rankedTrials({ trials, directions });
  const [best] = ranked;
  if (best) {
    const config = configOf(best.params);
    await writeFileAtomically(join(folder, 'best.json'), `${JSON.stringify(config, null, 2)}\n`);
  }
  const dropped = [
    ...ranked.slice(keep),
    ...trials.filter(({ state }) => state === 'pruned' || state === 'fail'),
  ];
  for (const { number } of dropped) await dropModels(folder, runName(number));
}
