// ONNX Runtime for Node stores a device identifier and a list of events in the user's cache and sends them to
// its maker, unless an environment variable of the process forbids it before the library is loaded. This file
// sets that variable.
import { InputError } from '../../errors.ts';

const variable = 'ORT_DISABLE_TELEMETRY';

/**
 * Turns off the runtime's telemetry in this process. In a browser this does nothing; the runtime has none
 * there.
 *
 * @throws InputError on a worker thread that can't reach the process's environment
 */
export async function turnOffTelemetry(): Promise<void> {
  // A bundler may add a `process` to a page, but not a version of Node.
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  if (process?.versions?.node === undefined) return;
  process.env![variable] = '1';
  const threads = process.getBuiltinModule!('node:worker_threads');
  if (!threads.isMainThread) await turnOffFromThread();
}

/** How long the main thread may take to answer, even in the middle of work. */
const answerMs = 10_000;

/**
 * A worker thread has only a copy of the environment, so it asks the main thread to change the process's own.
 */
async function turnOffFromThread(): Promise<void> {
  const { Session } = process.getBuiltinModule('node:inspector/promises');
  const session = new Session();
  let waiting: NodeJS.Timeout | undefined;
  try {
    session.connectToMainThread();
    const answer = session.post('Runtime.evaluate', { expression: `process.env.${variable} = '1'` });
    // The timer also keeps the thread alive; a pending answer does not.
    const silence = new Promise<never>((_, reject) => {
      waiting = setTimeout(() => reject(new Error(`no answer within ${answerMs} ms`)), answerMs);
    });
    await Promise.race([answer, silence]);
  } catch (error) {
    throw new InputError(
      `ONNX Runtime: this worker thread can't turn off the telemetry; set ${variable}=1 in the environment`,
      { cause: error },
    );
  } finally {
    clearTimeout(waiting);
    session.disconnect();
  }
}
