// Runs the command as a user does: in a separate process, compiled as in the package. It can reach no data on
// this computer and no network, unless a test provides them.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
/** The compiled command, which `build.ts` puts next to the sources. */
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
  /** Resolves when standard error contains the text; rejects if the process ends without it. */
  saysOnError(text: string): Promise<void>;
}

/** Environment variables of the command, in addition to those of the tests. */
type Environment = Readonly<Record<string, string>>;

/** Runs `atelier` with these arguments to the end. */
export const atelier = (...args: readonly string[]): Promise<Result> => start(args).result;

/** Runs `atelier` in a folder. */
export const atelierIn = (cwd: string, ...args: readonly string[]): Promise<Result> =>
  start(args, cwd).result;

/** Runs `atelier` with changed environment variables. */
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
      if (!stderr.includes(text)) throw new Error(`the process ended without printing '${text}': ${stderr}`);
    });
    while (!output.stderr.includes(text)) await Promise.race([once(child.stderr, 'data'), ended]);
  };
  return { process: child, result, saysOnError };
}

/** The lines of an output, without the final line break. */
export const lines = (text: string): string[] => text.replace(/\n$/, '').split('\n');
