// Runs the command as a user does: in a separate process, compiled as in the package.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../../', import.meta.url));
/** The compiled sources, which `build.ts` puts next to them. */
export const compiled = join(repository, '.built');
/** The compiled command. */
export const program = join(compiled, 'cli/main.js');

export interface Result {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Variables that hide the data on this computer; the network is not asked either. */
export const isolated: Environment = {
  ATELIER_DATA: '',
  XDG_CACHE_HOME: join(tmpdir(), 'atelier-test-no-cache'),
};

interface Running {
  readonly process: ChildProcess;
  readonly result: Promise<Result>;
  /** Resolves when standard error contains the text; rejects if the process ends without it. */
  saysOnError(text: string): Promise<void>;
}

/** Environment variables of the command, in addition to those of the tests. */
export type Environment = Readonly<Record<string, string>>;

/** Runs `atelier` in a process to the end, for tests of what only a process has, or of two at once. */
export const atelierProcess = (...args: readonly string[]): Promise<Result> => start(args).result;

/** Starts `atelier`, for tests that interrupt it. */
export function start(args: readonly string[], cwd = repository, env: Environment = {}): Running {
  return startProcess([program, ...args], cwd, env);
}

/** Starts Node with TypeScript sources. */
export function startNode(args: readonly string[], cwd: string, env: Environment = {}): Running {
  return startProcess(['--import', import.meta.resolve('tsx'), '-C', 'source', ...args], cwd, env);
}

/** Starts Node. */
export function startProcess(args: readonly string[], cwd: string, env: Environment = {}): Running {
  const child = spawn(process.execPath, args, {
    cwd,
    env: {
      ...process.env,
      ...isolated,
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
