// The folders that were named when the studio started. Nothing outside them is read or written for a page.
import { createHash, randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';
import { InputError } from '../../errors.ts';
import { writeFileAtomically } from '../../node/files/atomic-write.ts';
import { isDirectory } from '../../node/files/entries.ts';
import { makeFolder } from '../../node/files/make-folder.ts';
import { explainSystemError, hasCode } from '../../node/files/system-errors.ts';
import { modelsFolder } from '../../node/runs/released-models.ts';
import { notFound } from '../errors.ts';

/** The folders as they were named. */
export interface NamedFolders {
  readonly runs: string;
  readonly data: readonly string[];
  /** Folders with `.onnx` files. */
  readonly models?: readonly string[] | undefined;
  /** Folders and addresses of databases. */
  readonly catalogues?: readonly string[] | undefined;
  /** The files of inspectors. */
  readonly inspectors?: readonly string[] | undefined;
  /** Folders of pieces to inspect. */
  readonly pieces?: readonly string[] | undefined;
}

/** A data set by its id. */
export interface NamedData {
  readonly id: string;
  /** What `--data` takes. */
  readonly data: string;
  readonly name: string;
}

/** What the program knows by name. */
const builtIn: readonly NamedData[] = [
  { id: 'fashion-mnist', data: 'fashion-mnist', name: 'Fashion-MNIST' },
  { id: 'sketches', data: 'sketches', name: 'Sketches' },
];

/** The named folders, which exist. */
export class Workspace {
  readonly named: NamedFolders;
  /** Where the studio keeps what is its own: jobs, the trash, its index. */
  readonly state: string;
  readonly data: readonly NamedData[];

  private constructor(named: NamedFolders) {
    this.named = named;
    this.state = join(named.runs, '.studio');
    this.data = [...builtIn, ...named.data.map((data) => ({ id: idOf(data), data, name: nameOf(data) }))];
  }

  /**
   * Makes the folder of runs if it is missing.
   *
   * @throws InputError if it can't be made, or a folder of data is missing
   */
  static async open(named: NamedFolders): Promise<Workspace> {
    for (const folder of named.data)
      if (!(await isDirectory(folder))) throw new InputError(`--data: expected a folder, got '${folder}'`);
    for (const folder of named.models ?? [])
      if (!(await isDirectory(folder))) throw new InputError(`--models: expected a folder, got '${folder}'`);
    const workspace = new Workspace(named);
    try {
      await makeFolder(workspace.state);
    } catch (error) {
      throw explainSystemError(error, `--runs: ${named.runs} can't be used`);
    }
    return workspace;
  }

  /** The contents of the cookie: made once, and kept where only this user can read it. */
  async key(): Promise<string> {
    const file = join(this.state, 'key');
    const known = await readFile(file, 'utf8').catch(() => '');
    if (/^[\w-]{43}$/.test(known)) return known;
    const key = randomBytes(32).toString('base64url');
    await writeFileAtomically(file, key, { mode: 0o600 });
    return key;
  }

  /**
   * Checks a text that a command takes for a path. Names that are no path of anything may pass: the command
   * knows what they mean.
   *
   * @throws InputError if it leads out of the named folders
   */
  async checkPath(option: string, text: string): Promise<void> {
    const roots = [this.named.runs, ...this.named.data, ...(this.named.models ?? []), modelsFolder];
    const isName = /^[\w.-]+$/.test(text) && !text.includes('..');
    const path = await realpath(text).catch((error: unknown) => {
      if (hasCode(error, 'ENOENT') && isName) return undefined;
      return resolve(text);
    });
    if (path === undefined || (await isInsideAny(roots, path))) return;
    throw new InputError(
      `${option}: '${text.slice(0, 200)}' is outside of the folders that the studio was started with; name its folder with atelier studio --data`,
    );
  }
}

/**
 * The real path of something in a folder.
 *
 * @throws HttpError 404 if it is not there, or leads out of the folder
 */
export async function insideOf(folder: string, ...parts: readonly string[]): Promise<string> {
  const missing = notFound(`there is no ${parts.join('/').slice(0, 200)} here`);
  if (parts.some((part) => !isFileName(part))) throw missing;
  try {
    const path = await realpath(join(folder, ...parts));
    if (await isInsideAny([folder], path)) return path;
  } catch (error) {
    if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG', 'EACCES')) throw error;
  }
  throw missing;
}

/** Whether a text names a file in a folder, and not a way to another. */
const isFileName = (text: string): boolean =>
  // eslint-disable-next-line no-control-regex -- control characters are what is refused
  text !== '' && text !== '.' && text !== '..' && !/[/\\\u0000-\u001f]/.test(text);

/** @param path a real path */
async function isInsideAny(folders: readonly string[], path: string): Promise<boolean> {
  for (const folder of folders) {
    const root = await realpath(folder).catch(() => undefined);
    if (root === undefined) continue;
    const way = relative(root, path);
    if (way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === path) return true;
  }
  return false;
}

const nameOf = (folder: string): string => basename(resolve(folder));

/** The folder's name for people to read, and its path's digest to tell it from others of that name. */
const idOf = (folder: string): string =>
  `${nameOf(folder)
    .replace(/[^\w-]+/g, '-')
    .slice(0, 60)}-${createHash('sha256').update(resolve(folder)).digest('hex').slice(0, 8)}`;
