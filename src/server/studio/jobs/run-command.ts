// Commands whose result somebody waits for, such as `train --dry-run --json`: each in its own process, one
// after the other so that they do not slow each other down. One ends when nobody waits for it any more.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { InputError } from '../../../errors.ts';
import { HttpError } from '../../errors.ts';

let turn: Promise<unknown> = Promise.resolve();

/**
 * Runs `atelier` and returns the document that it prints.
 *
 * @param program the words that run `atelier` under Node
 * @param waiting the answer: if its connection closes, the process is ended
 * @throws InputError with the words of the command if it refuses
 */
export function runCommand(
  program: readonly string[],
  args: readonly string[],
  waiting: ServerResponse,
): Promise<unknown> {
  const result = turn.then(() => run(program, args, waiting));
  turn = result.catch(() => undefined);
  return result;
}

async function run(
  program: readonly string[],
  args: readonly string[],
  waiting: ServerResponse,
): Promise<unknown> {
  if (waiting.destroyed) throw new HttpError(503, 'nobody waits for this any more');
  const child = spawn(process.execPath, [...program, ...args, '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGKILL');
  waiting.once('close', stop);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  waiting.off('close', stop);
  if (code === 0) return JSON.parse(output.stdout);
  const said = output.stderr.trimEnd().split('\n').at(-1) ?? '';
  if (code === 2) throw new InputError(said.replace(/^atelier: /, ''));
  throw new HttpError(503, `the command ended with exit code ${String(code)}: ${said.slice(0, 500)}`);
}
