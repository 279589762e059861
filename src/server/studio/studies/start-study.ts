// Starts a study, or goes on with one. Its space is a file in its own folder, so that the folder says all.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { InputError } from '../../../errors.ts';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { hasCode } from '../../../node/files/system-errors.ts';
import { readYamlFile } from '../../../node/files/yaml-file.ts';
import type { TrainingConfig } from '../../../training/config-schema.ts';
import { HttpError } from '../../errors.ts';
import type { CommandOptions, Job } from '../contract/jobs.ts';
import type { studyRequest, StudyResume } from '../contract/studies.ts';
import type { NewJob } from '../jobs/jobs.ts';
import { checkPaths } from '../jobs/new-job.ts';
import type { Studio } from '../studio.ts';
import type { Studies } from './studies.ts';
import { spaceFile } from './study-index.ts';

type Parts = Pick<Studio, 'runs' | 'jobs' | 'workspace' | 'tune'>;

/**
 * Writes the file of a new study's space and starts the search.
 *
 * @throws InputError for a mistake in the space; HttpError 409 if the name is taken
 */
export async function startStudy(parts: Parts, request: z.output<typeof studyRequest>): Promise<Job> {
  const { name, space, options } = request;
  const words = parts.tune.toArgs(options);
  const folder = join(parts.runs.root, name);
  await mkdir(folder).catch((error: unknown) => {
    if (!hasCode(error, 'EEXIST')) throw error;
    throw new HttpError(409, `name: there is a folder '${name}' already; choose another name`);
  });
  try {
    await writeSpace(parts, folder, space, options);
    return await parts.jobs.start(() => Promise.resolve(tuneJob(parts, folder, name, words)));
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
  const words = [...(before ? lastingWords(before) : []), '--trials', String(trials)];
  return parts.jobs.start(() => Promise.resolve(tuneJob(parts, folder, name, words)));
}

const tuneJob = ({ runs }: Parts, folder: string, name: string, words: readonly string[]): NewJob => ({
  kind: 'tune',
  args: ['tune', join(folder, spaceFile), '--out', runs.root, '--name', name, ...words],
  run: undefined,
});

/** What a job was told that says when to end, which a new number of trials replaces; and what is set anew. */
const notLasting = ['--trials', '--time', '--target', '--out', '--name'];

/** The options of a job that it goes on with. */
export function lastingWords({ args }: Pick<Job, 'args'>): string[] {
  const words = args.slice(2);
  return words.filter(
    (word, i) =>
      !notLasting.some((flag) => word === flag || word.startsWith(`${flag}=`) || words[i - 1] === flag),
  );
}

/**
 * Writes the file of a space.
 *
 * @returns the configuration of the first trial
 * @throws InputError for a mistake in it, or in the options
 */
export async function writeSpace(
  { workspace, tune }: Pick<Parts, 'workspace' | 'tune'>,
  folder: string,
  space: string,
  options: CommandOptions,
): Promise<TrainingConfig> {
  const file = join(folder, spaceFile);
  await checkPaths(tune, options, workspace);
  await writeFileAtomically(file, space);
  try {
    const { value } = await readYamlFile(file, 'a space');
    for (const [name, text] of pathsIn(value)) await workspace.checkPath(name, text);
    return await tune.firstTrial(file, options);
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
