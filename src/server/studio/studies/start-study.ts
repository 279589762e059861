// Starts a study, or goes on with one. Its space is a file in its own folder, so that the folder says all.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { InputError } from '../../../errors.ts';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { hasCode } from '../../../node/files/system-errors.ts';
import { readYamlFile } from '../../../node/files/yaml-file.ts';
import { readSpaceFile } from '../../../node/tuning/space-file.ts';
import { HttpError } from '../../errors.ts';
import type { Job } from '../contract/jobs.ts';
import type { studyRequest, StudyResume } from '../contract/studies.ts';
import type { NewJob } from '../jobs/jobs.ts';
import type { Studio } from '../studio.ts';
import type { Studies } from './studies.ts';
import { spaceFile } from './study-index.ts';

type Parts = Pick<Studio, 'runs' | 'jobs' | 'workspace'>;

/**
 * Writes the file of a new study's space and starts the search.
 *
 * @throws InputError for a mistake in the space; HttpError 409 if the name is taken
 */
export async function startStudy(parts: Parts, request: z.output<typeof studyRequest>): Promise<Job> {
  const { name, space, trials, sampler, pruner } = request;
  const folder = join(parts.runs.root, name);
  await mkdir(folder).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error;
    throw new HttpError(409, `name: there is a folder '${name}' already; choose another name`);
  });
  try {
    await writeSpace(parts, folder, space);
    const more = ['--sampler', sampler, '--pruner', pruner];
    return await parts.jobs.start(() => Promise.resolve(tuneJob(parts, folder, name, trials, more)));
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Goes on with a study until it has so many trials.
 *
 * @throws HttpError 409 if the studio does not have its space, or a job works on it
 */
export async function resumeStudy(
  parts: Parts,
  studies: Studies,
  id: string,
  { trials }: StudyResume,
): Promise<Job> {
  const { folder, name, canResume } = await studies.facts(id);
  const before = studies.jobOf(folder);
  if (!canResume)
    throw new HttpError(409, 'the studio does not have the file of this space: go on in a terminal');
  if (before?.status === 'running' || before?.status === 'stopping')
    throw new HttpError(409, 'a job works on this study already');
  const more = before ? optionsOf(before) : [];
  return parts.jobs.start(() => Promise.resolve(tuneJob(parts, folder, name, trials, more)));
}

const tuneJob = (
  { runs }: Parts,
  folder: string,
  name: string,
  trials: number,
  more: readonly string[],
): NewJob => ({
  kind: 'tune',
  args: [
    ...['tune', join(folder, spaceFile), '--out', runs.root, '--name', name, '--trials', String(trials)],
    ...more,
  ],
  run: undefined,
});

/** The sampler and the pruner of a job. */
const optionsOf = ({ args }: Job): string[] =>
  ['--sampler', '--pruner'].flatMap((option) => {
    const at = args.indexOf(option);
    return at < 0 ? [] : [option, args[at + 1]!];
  });

async function writeSpace({ workspace }: Parts, folder: string, space: string): Promise<void> {
  const file = join(folder, spaceFile);
  await writeFileAtomically(file, space);
  try {
    const { value } = await readYamlFile(file, 'a space');
    for (const [name, text] of pathsIn(value)) await workspace.checkPath(name, text);
    await readSpaceFile(file);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    throw new InputError(error.message.replaceAll(file, 'space'));
  }
}

/** The texts of a space that may be paths. */
function pathsIn(value: unknown): [name: string, text: string][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]): [string, string][] => {
    if (typeof inner !== 'string') return pathsIn(inner);
    return ['base', 'data', 'architecture', 'from', 'teacher'].includes(name) ? [[name, inner]] : [];
  });
}
