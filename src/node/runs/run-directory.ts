// A run lives in a directory of its own, `<out>/<name>`: its configuration, its history, its models, its
// results. This file creates such directories without ever touching anything else, and knows the names of
// what is in them; what the files say is up to those who write them.
import { access, constants, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { InputError } from '../../errors.ts';
import { isTemporaryNameOf, writeFileAtomically } from '../atomic-write.ts';
import { explainSystemError, hasCode } from '../system-errors.ts';
import { checkUnlocked, isLockName, lockRun, type RunLock } from './run-lock.ts';
import { makeFolder } from '../make-folder.ts';

const runFiles = [
  'config.json',
  'history.csv',
  'best.onnx',
  'last.onnx',
  'metrics.json',
  'checkpoint.bin',
  'checkpoint.previous.bin',
  'report.html',
] as const;

/** Folders of a run, for what grows file by file. */
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

/** The directory of one run, which exists. */
export class RunDirectory {
  /** The path of the directory. */
  readonly path: string;
  private ownership: RunLock | undefined;

  /** @param ownership where the folder is this process's own already */
  constructor(path: string, ownership?: RunLock) {
    this.path = path;
    this.ownership = ownership;
  }

  /**
   * Makes the run this process's own, to go on with it.
   *
   * @throws InputError where another process works on it
   */
  async lock(): Promise<void> {
    this.ownership ??= await lockRun(this.path);
  }

  /** Lets others work on the run. A process that ends without it lets them too. */
  async release(): Promise<void> {
    await this.ownership?.release();
    this.ownership = undefined;
  }

  /** The last part of the path. */
  get name(): string {
    return basename(this.path);
  }

  /** The path of one of the run's files, whether it exists yet or not. */
  file(name: RunFile): string {
    return join(this.path, name);
  }

  /** The path of one of the run's folders, whether it exists yet or not. */
  folder(name: RunFolder): string {
    return join(this.path, name);
  }

  /** Writes one of the run's files in one step. @throws InputError when the disk is full or not writable */
  write(name: RunFile, content: Uint8Array | string): Promise<void> {
    return writeFileAtomically(this.file(name), content);
  }

  /** Writes one of the run's files as indented JSON. @throws InputError like `write` */
  writeJson(name: RunFile & `${string}.json`, value: unknown): Promise<void> {
    return this.write(name, `${JSON.stringify(value, null, 2)}\n`);
  }

  /** Writes a checkpoint; the one before stays beside it. @throws InputError like `write` */
  async writeCheckpoint(bytes: Uint8Array): Promise<void> {
    await rename(this.file('checkpoint.bin'), this.file('checkpoint.previous.bin')).catch(
      (error: unknown) => {
        if (!hasCode(error, 'ENOENT')) throw explainSystemError(error, `cannot write in ${this.path}`);
      },
    );
    await this.write('checkpoint.bin', bytes);
  }

  /** The bytes of one of the run's files, or nothing where there is no such file. */
  async read(name: RunFile): Promise<Uint8Array | undefined> {
    try {
      return await readFile(this.file(name));
    } catch (error) {
      if (hasCode(error, 'ENOENT')) return undefined;
      throw explainSystemError(error, `cannot read ${this.file(name)}`);
    }
  }
}

/**
 * The directory of a run that exists.
 *
 * @throws InputError where there is no such folder, or no run in it
 */
export async function openRunDirectory(path: string): Promise<RunDirectory> {
  const run = new RunDirectory(path);
  if (await run.read('config.json')) return run;
  throw new InputError(`${path}: there is no run: a run's folder has a config.json`);
}

/** As `openRunDirectory`, but nothing where there is no run. */
export async function findRunDirectory(path: string): Promise<RunDirectory | undefined> {
  const run = new RunDirectory(path);
  return (await run.read('config.json')) && run;
}

/** Where a new run goes. */
export interface RunOptions {
  /** The folder of all runs, created where needed; `runs` unless given. */
  readonly out?: string | undefined;
  /** The run's own folder; the first free of `train`, `train2`, `train3`, ... unless given. */
  readonly name?: string | undefined;
  /** Whether a run of that name may be replaced. */
  readonly overwrite?: boolean | undefined;
}

/**
 * Creates the directory of a new run, which is this process's own until it is released. Safe among processes
 * that do the same at the same time.
 *
 * @throws InputError when another process works on what would be overwritten, when the name is taken (unless
 *   `overwrite`) or no file name, when `out` can't be written, and when what would be overwritten is not a
 *   run
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
    throw explainSystemError(error, `cannot create a run in ${out}`);
  }
}

/**
 * Finds out, without writing anything, whether `createRunDirectory` would have to refuse.
 *
 * @throws InputError as it does, as far as can be seen beforehand
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
    if (hasCode(error, 'ENOENT')) return; // it will be made
    throw explainSystemError(error, `cannot create a run in ${out}`);
  }
}

function checkName(name: string): void {
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  if (name.trim() === '' || name === '.' || name === '..' || /[/\\\u0000-\u001f]/.test(name))
    throw new InputError(
      `name of the run: expected the name of a folder, without slashes, got ${JSON.stringify(name)}`,
    );
}

async function createNumbered(out: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(out, number === 1 ? 'train' : `train${number}`);
    if (await createNew(path)) return path;
  }
}

/**
 * Creates a directory; false where that name is taken. The system decides, so that of two who try, one gets
 * it.
 */
async function createNew(path: string): Promise<boolean> {
  try {
    await mkdir(path);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Removes an old run's files, and nothing that isn't a run's. */
async function clearRun(path: string, overwrite: boolean): Promise<void> {
  for (const name of await filesToClear(path, overwrite)) await rm(join(path, name), { recursive: true });
}

/** What is a run's in a folder; throws an InputError where it is not to be overwritten. */
async function filesToClear(path: string, overwrite: boolean): Promise<string[]> {
  if (!overwrite) throw new InputError(`${path} exists: choose another name, or say to overwrite it`);
  if (!(await stat(path)).isDirectory())
    throw new InputError(`${path} is a file, not a run: it is not overwritten`);
  const names = (await readdir(path)).filter((name) => !isLockName(name));
  const ours = names.filter((name) =>
    runFiles.some((file) => name === file || isTemporaryNameOf(file, name)),
  );
  // config.json, metrics.json and report.html alone are anybody's names: among other files they don't make a
  // folder a run.
  const certain = ours.some((name) => !/\.(json|html)$/.test(name));
  const folders = names.filter((name) => runFolders.some((folder) => name === folder));
  if (!certain && ours.length < names.length)
    throw new InputError(`${path} holds files but no run: it is not overwritten`);
  return [...ours, ...folders];
}
