// Runs the command in the process of the tests, compiled as in the package. This proves what a separate
// process would prove, except for what only a process has (signals, two at once, its end), and takes less
// time: modules are loaded once per test file. The command can reach no data on this computer and no
// network, unless a test provides them.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as command from '../../src/cli/run.ts';
import { compiled, isolated, repository, type Environment, type Result } from './process.ts';

/** Runs `atelier` with these arguments to the end. */
export const atelier = (...args: readonly string[]): Promise<Result> => inTurn(args, repository, {});

/** Runs `atelier` in a folder. */
export const atelierIn = (cwd: string, ...args: readonly string[]): Promise<Result> => inTurn(args, cwd, {});

/** Runs the `atelier` of a copy of the compiled sources in a folder. */
export const copiedAtelierIn = (copy: string, cwd: string, ...args: readonly string[]): Promise<Result> =>
  inTurn(args, cwd, {}, copy);

/** Runs `atelier` with changed environment variables. */
export const atelierWith = (env: Environment, ...args: readonly string[]): Promise<Result> =>
  inTurn(args, repository, env);

/** The lines of an output, without the final line break. */
export const lines = (text: string): string[] => text.replace(/\n$/, '').split('\n');

let turn: Promise<unknown> = Promise.resolve();

/** Runs commands one after another, because they share the streams, the folder and the environment. */
function inTurn(args: readonly string[], cwd: string, env: Environment, sources = compiled): Promise<Result> {
  const result = turn.then(async () => {
    const { run } = (await import(pathToFileURL(join(sources, 'cli/run.js')).href)) as typeof command;
    return runHere(() => run(args), cwd, env);
  });
  turn = result.catch(() => undefined);
  return result;
}

async function runHere(run: () => Promise<void>, cwd: string, env: Environment): Promise<Result> {
  const before = { cwd: process.cwd(), exitCode: process.exitCode };
  const restoreEnvironment = setEnvironment({ ...isolated, ...env });
  const [stdout, stderr] = [capture(process.stdout), capture(process.stderr)];
  process.chdir(cwd);
  process.exitCode = undefined;
  try {
    await run();
    return {
      code: exitCode(),
      signal: null,
      stdout: stdout.text(),
      stderr: stderr.text(),
    };
  } finally {
    for (const stream of [stdout, stderr]) stream.release();
    restoreEnvironment();
    process.chdir(before.cwd);
    process.exitCode = before.exitCode;
  }
}

/** The exit code that a command has left. */
const exitCode = (): number => Number(process.exitCode ?? 0);

/** Sets environment variables, and returns a function that restores them. */
function setEnvironment(env: Environment): () => void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  return () => {
    for (const [name, value] of before)
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
  };
}

/** Collects what is written to a stream, in place of the stream. */
function capture(stream: NodeJS.WriteStream): { text(): string; release(): void } {
  const write = stream.write.bind(stream);
  let text = '';
  stream.write = (chunk: Uint8Array | string): boolean => {
    text += typeof chunk === 'string' ? chunk : new TextDecoder().decode(chunk);
    return true;
  };
  return { text: () => text, release: () => void (stream.write = write) };
}
