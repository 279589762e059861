// Runs the command as a user does: a process of its own, compiled as in the package. No data on this computer
// and no network is within its reach, unless a test gives it some.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
/** The compiled command, which `build.ts` has put beside the sources. */
export const program = join(repository, '.built/cli/main.js');

export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Running {
  readonly process: ChildProcess;
  readonly result: Promise<Result>;
  /** Resolves when standard error has the text; rejects when the process ends without. */
  saysOnError(text: string): Promise<void>;
}

/** Variables that the command is given besides those of the tests. */
type Environment = Readonly<Record<string, string>>;

/** Runs `atelier` with these arguments to its end. */
export const atelier = (...args: readonly string[]): Promise<Result> => start(args).result;

/** Runs `atelier` in a folder. */
export const atelierIn = (cwd: string, ...args: readonly string[]): Promise<Result> =>
  start(args, cwd).result;

/** Runs `atelier` with some variables of its environment changed. */
export const atelierWith = (
  env: Readonly<Record<string, string>>,
  ...args: readonly string[]
): Promise<Result> => start(args, repository, env).result;

/** Starts `atelier`, for tests that interrupt it. */
export function start(args: readonly string[], cwd = repository, env: Environment = {}): Running {
  return startProcess([program, ...args], cwd, env);
}

/** Starts Node with TypeScript sources. */
export function startNode(args: readonly string[], cwd: string, env: Environment = {}): Running {
  return startProcess(['--import', import.meta.resolve('tsx'), '-C', 'source', ...args], cwd, env);
}

function startProcess(args: readonly string[], cwd: string, env: Environment): Running {
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      ...process.env,
      ATELIER_DATA: '',
      XDG_CACHE_HOME: join(tmpdir(), 'atelier-test-no-cache'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const result = once(child, 'close').then(([code, signal]): Result => ({
    code: code as number | null,
    signal: signal as NodeJS.Signals | null,
    ...output,
  }));
  const saysOnError = async (text: string) => {
    const ended = result.then(({ stderr }) => {
      if (!stderr.includes(text)) throw new Error(`it ended without saying '${text}': ${stderr}`);
    });
    while (!output.stderr.includes(text)) await Promise.race([once(child.stderr, 'data'), ended]);
  };
  return { process: child, result, saysOnError };
}

/** The lines of an output, without the line break at its end. */
export const lines = (text: string): string[] => text.replace(/\n$/, '').split('\n');
