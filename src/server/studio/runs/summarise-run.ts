// From the files of a run, and the job that trains it, to its line in the table.
import { isBetter } from '../../../training/callbacks/monitored.ts';
import type { Job } from '../contract/jobs.ts';
import type { HistoryRow, RunStatus, RunSummary } from '../contract/runs.ts';
import { flatConfig } from './flat-config.ts';
import type { RunFiles } from './read-run.ts';

/** The most points of a sparkline. */
const sparkPoints = 32;

/** The names of a run. */
export type RunNames = Pick<RunSummary, 'id' | 'name' | 'folder'>;

/** What is known of a run beside its files. */
export interface RunContext {
  /** Its newest job. */
  readonly job: Job | undefined;
  /** Whether it was asked to stop and is still worked on. */
  readonly isStopping: boolean;
  /** Whether it is a trial that its study has pruned. */
  readonly isPruned: boolean;
}

export function summariseRun(names: RunNames, files: RunFiles, context: RunContext): RunSummary {
  const { job } = context;
  const { config, history, metrics, notes, modified } = files;
  const best = bestRow(files);
  const status = statusOf(files, context);
  const reason = reasonOf(status, files, job);
  return {
    ...names,
    status,
    ...(reason !== undefined && { reason }),
    ...optional('data', metrics?.data ?? config?.data),
    ...optional('architecture', metrics?.architecture ?? architectureOf(files)),
    ...optional('epochs', epochsOf(files)),
    epochsDone: history.at(-1)?.epoch ?? 0,
    ...(best && {
      bestAccuracy: best.validationAccuracy,
      bestLoss: best.validationLoss,
      bestEpoch: best.epoch,
    }),
    seconds: history.reduce((sum, { seconds }) => sum + seconds, 0),
    ...optional('parameters', metrics?.parameters),
    modified,
    config: config ? flatConfig(config) : {},
    spark: thinned(history.map(({ validationAccuracy }) => validationAccuracy)),
    ...notes,
    ...optional('now', files.progress?.now),
    ...optional('head', files.progress?.head),
    ...optional('job', job?.id),
  };
}

const optional = <K extends string, V>(name: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [name]: value } as Record<K, V>);

/**
 * The state of a run. Its lock says whether it is worked on; its files, how far it came; its job, how the
 * command ended; and the journal of its study, whether it was pruned.
 */
function statusOf(files: RunFiles, { job, isStopping, isPruned }: RunContext): RunStatus {
  // A run of the command line itself says that it was asked, also to a studio that was started later.
  const { now, head } = files.progress ?? {};
  if (isStopping || now?.isStopping || head?.isStopping || job?.status === 'stopping') return 'stopping';
  if (files.isHeld || job?.status === 'running') return 'running';
  if (!files.config) return 'broken';
  if (isComplete(files)) return 'finished';
  if (job?.status === 'failed') return 'failed';
  return isPruned ? 'pruned' : 'stopped';
}

function isComplete(files: RunFiles): boolean {
  const { metrics, history } = files;
  if (!metrics || metrics.stopped) return false;
  const done = Math.max(metrics.epochs, history.at(-1)?.epoch ?? 0);
  return metrics.stopReason !== undefined || done >= (epochsOf(files) ?? 0);
}

/** How many epochs a run is to have. A head that is fitted to convergence has one row and no epochs. */
function epochsOf({ config, history }: RunFiles): number | undefined {
  return config?.from?.freeze === 'all' ? (history.at(-1)?.epoch ?? 1) : config?.epochs;
}

function reasonOf(status: RunStatus, files: RunFiles, job: Job | undefined): string | undefined {
  if (status === 'broken') return files.trouble;
  if (status === 'failed') return job?.reason;
  return status === 'finished' ? files.metrics?.stopReason : undefined;
}

function architectureOf({ config }: RunFiles): string | undefined {
  const { from, architecture } = config ?? {};
  return from?.model ?? (typeof architecture === 'string' ? architecture : architecture?.name);
}

/** The row of the best epoch, as training chooses it: the first of equals. */
function bestRow({ history, config }: RunFiles): HistoryRow | undefined {
  const monitor = config?.monitor ?? 'validationAccuracy';
  return history.reduce<HistoryRow | undefined>(
    (best, row) => (!best || isBetter(monitor, row[monitor], best[monitor], 0) ? row : best),
    undefined,
  );
}

/** At most `sparkPoints` values, evenly spaced, the first and the last among them. */
function thinned(values: readonly number[]): number[] {
  if (values.length <= sparkPoints) return [...values];
  const step = (values.length - 1) / (sparkPoints - 1);
  return Array.from({ length: sparkPoints }, (_, i) => values[Math.round(i * step)]!);
}
