// What a person changes of runs: tags and notes, kept in the run's own folder, and the trash, a folder in the
// folder of runs.
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { explainSystemError } from '../../../node/files/system-errors.ts';
import { makeFolder } from '../../../node/files/make-folder.ts';
import { RunDirectory } from '../../../node/runs/run-directory.ts';
import { checkUnlocked } from '../../../node/runs/run-lock.ts';
import { HttpError, notFound } from '../../errors.ts';
import type { RunChange } from '../contract/runs.ts';
import { readRun } from './read-run.ts';

/** Writes tags and a note into a run. What is left out stays. */
export async function changeRun(path: string, change: RunChange): Promise<void> {
  const { notes } = await readRun(path);
  const tags = change.tags ? [...new Set(change.tags)] : notes.tags;
  await new RunDirectory(path).writeJson('notes.json', { tags, note: change.note ?? notes.note });
}

/** The runs that were deleted, each in a folder that its id names. */
export class Trash {
  private readonly folder: string;
  private readonly root: string;

  /** @param root the folder of runs */
  constructor(folder: string, root: string) {
    this.folder = folder;
    this.root = root;
  }

  /**
   * Moves a run into the trash.
   *
   * @throws HttpError 409 if a process works on it
   */
  async take(id: string, path: string): Promise<void> {
    await checkUnlocked(path).catch((error: Error) => {
      throw new HttpError(409, `${error.message}; stop it first`);
    });
    const place = join(this.folder, id, String(Date.now()));
    try {
      await makeFolder(place);
      await writeFileAtomically(join(place, 'name'), relative(this.root, path));
      await rename(path, join(place, 'run'));
    } catch (error) {
      throw explainSystemError(error, `${path}: can't be moved into the trash`);
    }
  }

  /**
   * Moves the run of an id that was deleted last back to where it was.
   *
   * @returns its folder
   * @throws HttpError 404 if it is not in the trash, 409 if there is another of its name
   */
  async restore(id: string): Promise<string> {
    const times = await namesIn(join(this.folder, id));
    const newest = times.sort((a, b) => Number(b) - Number(a));
    for (const time of newest) {
      const place = join(this.folder, id, time);
      if ((await namesIn(place)).includes('run')) return this.moveBack(place);
    }
    throw notFound(`there is no run ${id} in the trash`);
  }

  private async moveBack(place: string): Promise<string> {
    const path = join(this.root, await readFile(join(place, 'name'), 'utf8'));
    if ((await namesIn(dirname(path))).includes(basename(path)))
      throw new HttpError(409, `${path}: there is another run of this name; rename its folder first`);
    try {
      await makeFolder(dirname(path));
      await rename(join(place, 'run'), path);
      await rm(place, { recursive: true });
    } catch (error) {
      throw explainSystemError(error, `${path}: can't be taken from the trash`);
    }
    return path;
  }
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
