// A journal of Optuna that the page sends becomes a study in a folder of its own.
import { randomBytes } from 'node:crypto';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { InputError } from '../../../errors.ts';
import { hasCode } from '../../../node/files/system-errors.ts';
import { journalFile } from '../../../node/tuning/study-place.ts';
import { runId } from '../runs/run-id.ts';
import type { Studio } from '../studio.ts';
import type { Studies } from './studies.ts';

type Parts = Pick<Studio, 'runs' | 'workspace'>;

/**
 * Keeps a journal in the folder of runs.
 *
 * @param name of the file
 * @returns the id of its study, or of its first one
 * @throws InputError if it is no journal, or has no study; nothing is kept then
 */
export async function importJournal(
  { runs, workspace }: Parts,
  studies: Studies,
  name: string,
  bytes: Uint8Array,
): Promise<{ readonly id: string }> {
  const incoming = join(workspace.state, `journal-${randomBytes(6).toString('hex')}`);
  try {
    await writeFile(incoming, bytes);
    const names = await studies.names(incoming).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      throw new InputError(error.message.replaceAll(incoming, name));
    });
    if (names.length === 0) throw new InputError(`${name}: expected a study in this journal, found none`);
    const folder = await freeFolder(runs.root, folderName(names.length === 1 ? names[0]! : name));
    await rename(incoming, join(folder, journalFile));
    return { id: runId(basename(folder)) };
  } finally {
    await rm(incoming, { force: true });
  }
}

/** A name as studies have it, from any text. */
const folderName = (text: string): string =>
  basename(text, extname(text))
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[^A-Za-z0-9]+/, '')
    .slice(0, 50) || 'journal';

/** Makes the first of name, name2, … that is not there. */
async function freeFolder(root: string, name: string): Promise<string> {
  for (let number = 1; ; number++) {
    const folder = join(root, number === 1 ? name : `${name}${number}`);
    try {
      await mkdir(folder);
      return folder;
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error;
    }
  }
}
