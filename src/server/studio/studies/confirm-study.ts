// Whether the best trials of a study are as good as they look: the job that trains them anew, and its result.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HttpError } from '../../errors.ts';
import {
  confirmedResult,
  type Confirmation,
  type ConfirmedResult,
  type ConfirmRequest,
} from '../contract/studies.ts';
import type { Job } from '../contract/jobs.ts';
import type { Studio } from '../studio.ts';
import type { Studies } from './studies.ts';

type Parts = Pick<Studio, 'jobs'>;

/** @throws HttpError 404 if there is no such study */
export async function findConfirmation(parts: Parts, studies: Studies, id: string): Promise<Confirmation> {
  const { folder } = await studies.facts(id);
  const job = jobOf(parts, folder);
  const result = await resultIn(folder);
  const log = job && (await parts.jobs.detail(job.id)).log.trimEnd().split('\n').at(-1);
  return {
    ...(job && { job }),
    ...(log && { said: log }),
    ...(result && { result }),
  };
}

/**
 * Trains the best trials and the base anew. Runs of an earlier confirmation that are finished stay.
 *
 * @throws HttpError 404 if there is no such study, 409 if commands can't find it, or it is being confirmed
 */
export async function startConfirmation(
  parts: Parts,
  studies: Studies,
  id: string,
  { top, seeds }: ConfirmRequest,
): Promise<Job> {
  const { folder, isMain } = await studies.facts(id);
  if (!isMain) throw new HttpError(409, 'a journal has this study beside another one: it has no runs');
  const before = jobOf(parts, folder)?.status;
  if (before === 'running' || before === 'stopping')
    throw new HttpError(409, 'this study is being confirmed already');
  const args = ['tune', 'confirm', folder, '--top', String(top), '--seeds', String(seeds)];
  return parts.jobs.start(() => Promise.resolve({ kind: 'confirm', args, run: undefined }));
}

const jobOf = ({ jobs }: Parts, folder: string): Job | undefined =>
  jobs.list().find(({ kind, args }) => kind === 'confirm' && args.includes(folder));

/** Undefined if there is none yet, or it is not one. */
async function resultIn(folder: string): Promise<ConfirmedResult | undefined> {
  try {
    const text = await readFile(join(folder, 'confirm', 'result.json'), 'utf8');
    return confirmedResult.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
