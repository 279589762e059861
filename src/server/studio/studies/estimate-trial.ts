// What the trials of a study will take, before it starts: its first one, that of the base, is measured as
// `train --dry-run` does it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { z } from 'zod';
import { estimate, type Estimate } from '../contract/jobs.ts';
import type { studyEstimate } from '../contract/studies.ts';
import { runCommand } from '../jobs/run-command.ts';
import type { Studio } from '../studio.ts';
import { writeSpace } from './start-study.ts';

/**
 * Measures a trial on the threads that one of the workers has.
 *
 * @param waiting the answer: if its connection closes, the measurement ends
 * @throws InputError for a mistake in the space or the options
 */
export async function estimateTrial(
  studio: Pick<Studio, 'workspace' | 'tune' | 'runs' | 'program'>,
  { space, options }: z.output<typeof studyEstimate>,
  waiting: ServerResponse,
): Promise<Estimate> {
  const folder = await mkdtemp(join(studio.workspace.state, 'estimate-'));
  try {
    const config = join(folder, 'trial.json');
    await writeFile(config, JSON.stringify(await writeSpace(studio, folder, space, options)));
    const words = ['train', '--config', config, '--out', studio.runs.root, '--dry-run'];
    const offline = options['offline'] === true ? ['--offline'] : [];
    const { document } = await runCommand(studio.program, [...words, ...offline], waiting);
    return estimate.parse(document);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
