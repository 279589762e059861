// Evaluations in the studio's folder: where each is, how it stands, and the job that makes it. Its id is a
// digest of what it depends on, so a model that was trained on has another evaluation.
import { createHash } from 'node:crypto';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { programVersion } from '../../../node/files/program-version.ts';
import { releasedModelFile } from '../../../node/runs/released-models.ts';
import { notFound } from '../../errors.ts';
import {
  evaluationFiles,
  evaluationProgress,
  type Evaluation,
  type EvaluationProgress,
  type evaluationQuery,
} from '../contract/evaluations.ts';
import type { Job } from '../contract/jobs.ts';
import { shellLine } from '../../../shell-words.ts';
import { keepNewest } from '../keep-newest.ts';
import type { Studio } from '../studio.ts';
import { progressFile } from './results.ts';

type Query = z.output<typeof evaluationQuery>;
type Parts = Pick<Studio, 'runs' | 'jobs' | 'workspace'>;

/** So many evaluations are kept; each takes some megabytes. */
const mostKept = 40;

/** The folder of all evaluations. */
export const evaluationsFolder = ({ state }: Studio['workspace']): string => join(state, 'evaluations');

interface Place {
  readonly id: string;
  readonly folder: string;
  /** The words after `atelier` that print the same figures. */
  readonly args: readonly string[];
}

/** @throws HttpError 404 if there is no such model or data set */
async function placeOf({ runs, workspace }: Parts, query: Query): Promise<Place> {
  const { model, split, data: id } = query;
  const released = await releasedModelFile(model); // its name wins over a run's
  const argument = released === undefined ? runs.get(model).path : model;
  const file = released ?? join(argument, 'best.onnx');
  const status = await stat(file).catch(() => undefined);
  if (!status) throw notFound(`there is no model of ${model} yet: its first epoch is not done`);
  const data = id === undefined ? undefined : workspace.data.find((one) => one.id === id)?.data;
  if (id !== undefined && data === undefined) throw notFound(`there is no data set ${id}`);
  const inputs = [argument, status.size, status.mtimeMs, data ?? null, split, programVersion];
  const digest = createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 24);
  return {
    ...{ id: digest, folder: join(evaluationsFolder(workspace), digest) },
    args: ['evaluate', argument, '--split', split, ...(data === undefined ? [] : ['--data', data])],
  };
}

/** How an evaluation stands. @throws HttpError 404 if there is no such model or data set */
export async function findEvaluation(parts: Parts, query: Query): Promise<Evaluation> {
  return stateOf(parts, await placeOf(parts, query));
}

/**
 * Measures, unless that runs already.
 *
 * @throws HttpError 404 if there is no such model or data set, 409 if too many jobs run
 */
export async function startEvaluation(parts: Parts, query: Query): Promise<Evaluation> {
  const place = await placeOf(parts, query);
  if (!isRunning(jobOf(parts, place))) {
    await rm(place.folder, { recursive: true, force: true });
    await keepNewest(evaluationsFolder(parts.workspace), mostKept - 1); // room for this one
    const args = [...place.args, '--studio', place.folder];
    await parts.jobs.start(() => Promise.resolve({ kind: 'evaluate', args, run: undefined }));
  }
  return stateOf(parts, place);
}

async function stateOf(parts: Parts, place: Place): Promise<Evaluation> {
  const job = jobOf(parts, place);
  const names = new Set(await readdir(place.folder).catch(() => []));
  const progress = names.has(progressFile) ? await readProgress(place.folder) : undefined;
  const figures = await stat(join(place.folder, 'evaluation.json')).catch(() => undefined);
  const status = statusOf(job, progress);
  return {
    ...{ id: place.id, status, command: shellLine(place.args) },
    files: evaluationFiles.filter((name) => names.has(name)),
    ...(job && { job: job.id }),
    ...(status === 'failed' && job?.reason !== undefined && { reason: job.reason }),
    ...(progress && { progress }),
    ...(figures && { measured: figures.mtimeMs }),
  };
}

const jobOf = ({ jobs }: Parts, { folder }: Place): Job | undefined =>
  jobs.list().find(({ args }) => args.includes(folder));

const isRunning = (job: Job | undefined): boolean =>
  job !== undefined && (job.status === 'running' || job.status === 'stopping');

function statusOf(job: Job | undefined, progress: EvaluationProgress | undefined): Evaluation['status'] {
  if (isRunning(job)) return 'running';
  if (progress?.step === 'done') return 'finished';
  if (job?.status === 'failed') return 'failed';
  return progress ? 'stopped' : 'none';
}

async function readProgress(folder: string): Promise<EvaluationProgress | undefined> {
  const text = await readFile(join(folder, progressFile), 'utf8').catch(() => 'null');
  return evaluationProgress.safeParse(JSON.parse(text)).data;
}
