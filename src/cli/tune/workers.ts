// Starts the same command several times on this machine and waits for all of them.
import { spawn } from 'node:child_process';
import { ExitError } from '../terminal/exit-error.ts';

/**
 * Runs workers until all have ended. Ctrl-C reaches them too: they belong to the same terminal, and SIGTERM
 * is passed on.
 *
 * @throws ExitError if one did not end well
 */
export async function runWorkers(count: number): Promise<void> {
  const children = Array.from({ length: count }, (_, index) =>
    spawn(process.execPath, [...process.execArgv, ...process.argv.slice(1), '--worker', String(index)], {
      stdio: ['ignore', 'ignore', 'inherit'],
    }),
  );
  const passOn = () => children.forEach((child) => child.kill('SIGTERM'));
  const stay = () => undefined;
  process.on('SIGTERM', passOn).on('SIGINT', stay);
  try {
    const codes = await Promise.all(
      children.map(
        (child) =>
          new Promise<number>((done) => child.once('exit', (code, signal) => done(code ?? (signal ? 1 : 0)))),
      ),
    );
    const failed = codes.find((code) => code !== 0);
    if (failed !== undefined)
      throw new ExitError('a worker ended early; run the same command to go on', failed);
  } finally {
    process.off('SIGTERM', passOn).off('SIGINT', stay);
  }
}
