// What a run will take: `train --dry-run` in a process of its own, one at a time so that they do not slow
// each other down. It ends when nobody waits for it any more.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { InputError } from '../../../errors.ts';
import { HttpError } from '../../errors.ts';
import { estimate, type Estimate } from '../contract/jobs.ts';

let turn: Promise<unknown> = Promise.resolve();

/**
 * Estimates the time and the memory of a run by training for some seconds.
 *
 * @param program the words that run `atelier` under Node
 * @param args the words of `atelier train`
 * @param waiting the answer: if its connection closes, the process is ended
 * @throws InputError with the words of the command if it refuses
 */
export function estimateRun(
  program: readonly string[],
  args: readonly string[],
  waiting: ServerResponse,
): Promise<Estimate> {
  const result = turn.then(() => measure(program, args, waiting));
  turn = result.catch(() => undefined);
  return result;
}

async function measure(
  program: readonly string[],
  args: readonly string[],
  waiting: ServerResponse,
): Promise<Estimate> {
  if (waiting.destroyed) throw new HttpError(503, 'nobody waits for this estimate any more');
  const child = spawn(process.execPath, [...program, ...args, '--dry-run', '--json'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const stop = () => child.kill('SIGKILL');
  waiting.once('close', stop);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  waiting.off('close', stop);
  if (code === 0) return estimate.parse(JSON.parse(output.stdout));
  const said = output.stderr.trimEnd().split('\n').at(-1) ?? '';
  if (code === 2) throw new InputError(said.replace(/^atelier: /, ''));
  throw new HttpError(503, `the estimate ended with exit code ${String(code)}: ${said.slice(0, 500)}`);
}
