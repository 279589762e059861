// Ctrl-C and SIGTERM: the first signal asks the running task to end cleanly, the second ends the program at
// once. Without a running task, the system's default applies.
import { ExitError } from './exit-error.ts';
import { InputError } from '../../errors.ts';
import { notice } from './output.ts';

const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;
type StopSignal = keyof typeof exitCodes;

/**
 * The terminal, npm and a loader may each pass on the same Ctrl-C: signals this close together count as one.
 */
const echoMs = 400;

/**
 * Runs a task that ends cleanly if its signal is aborted; the program's exit code is then that of the signal.
 *
 * @throws ExitError instead of the task's InputError if it was stopped: the input is not to blame
 */
export async function withStopSignal<T>(task: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let first: { name: StopSignal; time: number } | undefined;
  const listener = (name: StopSignal) => {
    const time = performance.now();
    if (first && time - first.time > echoMs) process.exit(exitCodes[name]);
    if (first) return;
    first = { name, time };
    process.exitCode = exitCodes[name];
    notice('\nstopping after this step; press Ctrl-C again to stop at once');
    controller.abort();
  };
  process.on('SIGINT', listener).on('SIGTERM', listener);
  try {
    return await task(controller.signal);
  } catch (error) {
    if (first && error instanceof InputError) throw new ExitError(error.message, exitCodes[first.name]);
    throw error;
  } finally {
    process.off('SIGINT', listener).off('SIGTERM', listener);
  }
}
