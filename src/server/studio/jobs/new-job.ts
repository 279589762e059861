// From what the page asks for to a command line.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../../errors.ts';
import { checkRunPlace } from '../../../node/runs/run-directory.ts';
import { HttpError } from '../../errors.ts';
import type { CommandOptions, Job, jobRequest } from '../contract/jobs.ts';
import type { z } from 'zod';
import type { Studio } from '../studio.ts';
import type { OptionForm } from './command-form.ts';
import type { NewJob } from './jobs.ts';

/** What starting a job needs of the studio. */
type Parts = Pick<Studio, 'runs' | 'jobs' | 'train' | 'workspace'>;

/**
 * The job that a request asks for.
 *
 * @throws InputError for options that the command would refuse, HttpError 404 if there is no such run, 409 if
 *   its name is taken or it is worked on
 */
export async function newJob(parts: Parts, request: z.output<typeof jobRequest>): Promise<NewJob> {
  if (request.kind === 'audit') return auditJob(parts, request.data);
  if (request.kind === 'resume') return resumeJob(parts, request.run, request.epochs);
  const base = request.kind === 'duplicate' ? parts.runs.get(request.run).path : undefined;
  return trainJob(parts, request.options, base);
}

/** The words of `atelier train` for options, checked. @param base the run whose configuration it takes */
export async function trainArgs(
  { train, workspace }: Pick<Parts, 'train' | 'workspace'>,
  options: CommandOptions,
  base?: string,
): Promise<string[]> {
  await checkPaths(train, options, workspace);
  const config = base === undefined ? undefined : join(base, 'config.json');
  return ['train', ...(await train.toArgs(options, config))];
}

async function trainJob(parts: Parts, options: CommandOptions, base?: string): Promise<NewJob> {
  const { runs, jobs } = parts;
  const { name: wanted, ...others } = options;
  const args = await trainArgs(parts, others, base);
  const taken = new Set(
    jobs
      .list()
      .filter(isUnfinished)
      .map(({ run }) => run),
  );
  const isTaken = (name: string) => taken.has(runs.idOf(join(runs.root, name)));
  const name = wanted === undefined ? await unusedName(runs.root, isTaken) : String(wanted);
  await checkRunPlace({ out: runs.root, name }).catch((error: unknown) => {
    throw error instanceof InputError ? new HttpError(409, error.message) : error;
  });
  if (isTaken(name)) throw new HttpError(409, `name: '${name}' is taken by a job that runs`);
  const run = runs.idOf(join(runs.root, name));
  return { kind: 'train', args: [...args, '--out', runs.root, '--name', name], run };
}

function auditJob({ workspace, jobs }: Parts, id: string): NewJob {
  const known = workspace.data.find((one) => one.id === id);
  if (!known) throw new InputError(`data: there is no data set '${id}'`);
  if (jobs.list().some((job) => job.kind === 'audit' && job.data === id && isUnfinished(job)))
    throw new HttpError(409, `an audit of ${known.name} runs already`);
  return { kind: 'audit', args: ['audit', known.data], data: id };
}

function resumeJob({ runs }: Parts, id: string, epochs: number | undefined): NewJob {
  const { path, isHeld, summary } = runs.get(id);
  if (isHeld) throw new HttpError(409, `${path}: a process is working on this run already`);
  if (epochs !== undefined && epochs < summary.epochsDone)
    throw new InputError(`epochs: expected at least the ${summary.epochsDone} that are done, got ${epochs}`);
  const more = epochs === undefined ? [] : ['--epochs', String(epochs)];
  return { kind: 'resume', args: ['train', '--resume', path, ...more], run: id };
}

/** @throws InputError if an option names a path outside of the studio's folders */
export async function checkPaths(
  form: OptionForm,
  options: CommandOptions,
  workspace: Parts['workspace'],
): Promise<void> {
  for (const name of form.paths)
    for (const text of [options[name] ?? []].flat()) await workspace.checkPath(name, String(text));
}

const isUnfinished = ({ status }: Job): boolean => status === 'running' || status === 'stopping';

/** The first of train, train2, … that nothing has, as the command line would choose it. */
async function unusedName(root: string, isTaken: (name: string) => boolean): Promise<string> {
  const names = new Set(await readdir(root));
  for (let number = 1; ; number++) {
    const name = number === 1 ? 'train' : `train${number}`;
    if (!names.has(name) && !isTaken(name)) return name;
  }
}
