// The directory of a run, `<out>/<name>`, contains its configuration, history, models and results. This
// creates such directories without touching anything else, and defines the names of the files in them. The
// writers of the files define their content.
import { access, constants, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../../errors.ts';
import { isTemporaryNameOf, writeFileAtomically } from '../files/atomic-write.ts';
import { explainSystemError, hasCode } from '../files/system-errors.ts';
import { checkUnlocked, isLockName, lockRun, type RunLock } from './run-lock.ts';
import { makeFolder } from '../files/make-folder.ts';

const runFiles = [
  'config.json',
  'labels.json',
  'history.csv',
  'progress.json',
  'validation.json',
  'samples.webp',
  'best.onnx',
  'last.onnx',
  'metrics.json',
  'checkpoint.bin',
  'checkpoint.previous.bin',
  'report.html',
  'notes.json',
] as const;

/** Folders of a run that collect several files. */
const runFolders = ['tensorboard', 'plots'] as const;

/**
 * One of the files of a run.
 *
 * @useDeclaredType
 */
export type RunFile = (typeof runFiles)[number];

/**
 * One of the folders of a run.
 *
 * @useDeclaredType
 */
export type RunFolder = (typeof runFolders)[number];

/** The existing directory of a run. */
export class RunDirectory {
  /** The path of the directory. */
  readonly path: string;
  private ownership: RunLock | undefined;

  /** @param ownership the lock, if this process already holds it */
  constructor(path: string, ownership?: RunLock) {
    this.path = path;
    this.ownership = ownership;
  }

  /**
   * Locks the run for this process, to continue it.
   *
   * @throws InputError if another process works on it
   */
  async lock(): Promise<void> {
    this.ownership ??= await lockRun(this.path);
  }

  /** Unlocks the run. A process that ends without this unlocks it too. */
  async release(): Promise<void> {
    await this.ownership?.release();
    this.ownership = undefined;
  }

  /** The last part of the path. */
  get name(): string {
    return basename(this.path);
  }

  /** The path of one of the run's files. It may not exist yet. */
  file(name: RunFile): string {
    return join(this.path, name);
  }

  /** The path of one of the run's folders. It may not exist yet. */
  folder(name: RunFolder): string {
    return join(this.path, name);
  }

  /**
   * Writes one of the run's files in one step.
   *
   * @throws InputError if the disk is full or not writable
   */
  write(name: RunFile, content: Uint8Array | string): Promise<void> {
    return writeFileAtomically(this.file(name), content);
  }

  /**
   * Writes one of the run's files as indented JSON.
   *
   * @throws InputError like `write`
   */
  writeJson(name: RunFile & `${string}.json`, value: unknown): Promise<void> {
    return this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /**
   * Writes a checkpoint and keeps the previous one beside it.
   *
   * @throws InputError like `write`
   */
  async writeCheckpoint(bytes: Uint8Array): Promise<void> {
    await rename(this.file('checkpoint.bin'), this.file('checkpoint.previous.bin')).catch(
      (error: unknown) => {
        if (!hasCode(error, 'ENOENT')) throw explainSystemError(error, `${this.path}: can't be written`);
      },
    );
    await this.write('checkpoint.bin', bytes);
  }

  /** The bytes of one of the run's files; undefined if it does not exist. */
  async read(name: RunFile): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.file(name));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw explainSystemError(error, `${this.file(name)}: can't be read`);
    }
  }
}

/**
 * Opens the directory of an existing run.
 *
 * @throws InputError if there is no such folder, or it is not a run
 */
export async function openRunDirectory(path: string): Promise<RunDirectory> {
  const run = new RunDirectory(path);
  if (await run.read('config.json')) return run;
  throw new InputError(`${path}: expected the folder of a run with a config.json, found none`);
}

/** Like `openRunDirectory`, but undefined if there is no run. */
export async function findRunDirectory(path: string): Promise<RunDirectory | undefined> {
  const run = new RunDirectory(path);
  return (await run.read('config.json')) && run;
}

/** The place of a new run. */
export interface RunOptions {
  /** The folder of all runs, created if missing; `runs` by default. */
  readonly out?: string | undefined;
  /** The name of the run's folder; by default the first unused one of `train`, `train2`, `train3`, ... */
  readonly name?: string | undefined;
  /** Whether a run of that name may be replaced. */
  readonly overwrite?: boolean | undefined;
}

/**
 * Creates the directory of a new run and locks it for this process until it is released. Several processes
 * may do this at the same time.
 *
 * @throws InputError if the name is taken (unless `overwrite`) or is not a file name, if `out` can't be
 *   written, or if what would be overwritten is not a run or another process works on it
 * @example
 * const run = await createRunDirectory({ name: 'first' }); // runs/first
 * await run.writeJson('metrics.json', { accuracy: 0.9 });
 * await run.release();
 */
export async function createRunDirectory({
  out = 'runs',
  name,
  overwrite = false,
}: RunOptions): Promise<RunDirectory> {
  if (name !== undefined) checkName(name);
  try {
    await makeFolder(out);
    const path = name === undefined ? await createNumbered(out) : join(out, name);
    const isOld = name !== undefined && !(await createNew(path));
    if (isOld) await filesToClear(path, overwrite);
    const ownership = await lockRun(path);
    try {
      if (isOld) await clearRun(path, overwrite);
    } catch (error) {
      await ownership.release();
      throw error;
    }
    return new RunDirectory(path, ownership);
  } catch (error) {
    throw explainSystemError(error, `${out}: can't create a run here`);
  }
}

/**
 * Checks, without writing anything, whether `createRunDirectory` would refuse.
 *
 * @throws InputError like `createRunDirectory`, as far as can be known beforehand
 */
export async function checkRunPlace({ out = 'runs', name, overwrite = false }: RunOptions): Promise<void> {
  if (name !== undefined) checkName(name);
  try {
    const names = await readdir(out);
    await access(out, constants.W_OK);
    if (name === undefined || !names.includes(name)) return;
    await filesToClear(join(out, name), overwrite);
    await checkUnlocked(join(out, name));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return; // it will be created
    throw explainSystemError(error, `${out}: can't create a run here`);
  }
}

function checkName(name: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (name.trim() === '' || name === '.' || name === '..' || /[/\\\u0000-\u001f]/.test(name))
    throw new InputError(
      `name of the run: expected a folder name without slashes, got ${JSON.stringify(name)}`,
    );
}

async function createNumbered(out: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(out, number === 1 ? 'train' : `train${number}`);
    if (await createNew(path)) return path;
  }
}

/** Creates a directory; false if the name is taken. `mkdir` decides, so only one of two processes gets it. */
async function createNew(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes the files of an old run, and nothing else. */
async function clearRun(path: string, overwrite: boolean): Promise<void> {
  for (const name of await filesToClear(path, overwrite)) await rm(join(path, name), { recursive: true });
}

/**
 * Lists the files of a run in a folder.
 *
 * @throws InputError if the folder must not be overwritten
 */
async function filesToClear(path: string, overwrite: boolean): Promise<string[]> {
  if (!overwrite)
    throw new InputError(
      `${path}: the folder exists already; choose another name, or overwrite it with --overwrite`,
    );
  if (!(await stat(path)).isDirectory())
    throw new InputError(`${path}: expected a run, got a file; it was not overwritten`);
  const names = (await readdir(path)).filter((name) => !isLockName(name));
  const ours = names.filter((name) =>
    runFiles.some((file) => name === file || isTemporaryNameOf(file, name)),
  );
  // Other programs also use the names config.json, metrics.json and report.html. Beside other files they do
  // not make a folder a run.
  const certain = ours.some((name) => !/\.(json|html|webp)$/.test(name));
  const folders = names.filter((name) => runFolders.some((folder) => name === folder));
  if (!certain && ours.length < names.length)
    throw new InputError(`${path}: expected a run, got a folder of other files; it was not overwritten`);
  return [...ours, ...folders];
}
