// Where the decisions about a data set are kept: beside the data, or in the studio's folder where that can't
// be written. Their history is always in the studio's folder.
import { access, constants, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { labelsFileName } from '../../../data/labels-file.ts';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { isDirectory } from '../../../node/files/entries.ts';
import { makeFolder } from '../../../node/files/make-folder.ts';
import { explainSystemError, hasCode } from '../../../node/files/system-errors.ts';
import { dataDecision, dataPlace } from '../contract/data.ts';

const { decided } = dataDecision.shape;
const steps = z.array(
  z.array(z.object({ place: dataPlace, before: decided.nullable(), after: decided.nullable() })),
);

/** What a person did at once: each picture with its decision before and after; null for none. */
export type Step = z.output<typeof steps>[number];

export class DecisionFiles {
  private readonly data: string;
  private readonly folder: string;
  private readonly history: string;

  /**
   * @param data what `--data` takes
   * @param folder the studio's folder for one data set
   */
  constructor(data: string, folder: string) {
    this.data = data;
    this.folder = folder;
    this.history = join(folder, 'history.json');
  }

  /** The path of the labels file, which may not exist yet. */
  async labels(): Promise<string> {
    const own = join(this.folder, labelsFileName);
    if (!(await isDirectory(this.data))) return own;
    const beside = join(this.data, labelsFileName);
    if (await canWrite(this.data)) return beside;
    return (await stampOf(beside)) === undefined ? own : beside;
  }

  async readSteps(): Promise<Step[]> {
    try {
      return steps.parse(JSON.parse(await readFile(this.history, 'utf8')));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return [];
      throw explainSystemError(error, `${this.history}: can't be read`);
    }
  }

  async writeSteps(all: readonly Step[]): Promise<void> {
    await makeFolder(this.folder);
    await writeFileAtomically(this.history, JSON.stringify(all));
  }
}

const canWrite = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );

/** Changes whenever the file is written; undefined if there is none. */
export const stampOf = (path: string): Promise<string | undefined> =>
  stat(path).then(
    ({ mtimeMs, size, ino }) => `${mtimeMs} ${size} ${ino}`,
    () => undefined,
  );
