// ONNX Runtime for Node stores a device identifier and a list of events in the user's cache and sends them to
// its maker, unless a variable of the process's environment forbids it before the library is loaded. This
// file sets the variable.
import { InputError } from '../../errors.ts';

const variable = 'ORT_DISABLE_TELEMETRY';

/**
 * Turns the runtime's telemetry off in this process. Nothing to do in a browser, whose runtime has none.
 *
 * @throws InputError on a worker thread that can't reach the process's environment
 */
export async function turnOffTelemetry(): Promise<void> {
  // A bundler may put a `process` into a page, but not a version of Node.
  const { process } = globalThis as { process?: Partial<NodeJS.Process> };
  if (process?.versions?.node === undefined) return;
  process.env![variable] = '1';
  const threads = process.getBuiltinModule!('node:worker_threads');
  if (!threads.isMainThread) await turnOffFromThread();
}

/** How long the main thread may take to answer, even in the midst of work. */
const answerMs = 10_000;

/**
 * A worker thread has a copy of the environment; the process's own is changed by its main thread alone, which
 * is asked to.
 */
async function turnOffFromThread(): Promise<void> {
  const { Session } = process.getBuiltinModule('node:inspector/promises');
  const session = new Session();
  let waiting: NodeJS.Timeout | undefined;
  try {
    session.connectToMainThread();
    const answer = session.post('Runtime.evaluate', { expression: `process.env.${variable} = '1'` });
    // The timer keeps the thread going as well: an answer that is waited for does not.
    const silence = new Promise<never>((_, reject) => {
      waiting = setTimeout(() => reject(new Error(`no answer within ${answerMs} ms`)), answerMs);
    });
    await Promise.race([answer, silence]);
  } catch (error) {
    throw new InputError(
      `the telemetry of ONNX Runtime can't be turned off from this worker thread; set ${variable}=1 for the process`,
      { cause: error },
    );
  } finally {
    clearTimeout(waiting);
    session.disconnect();
  }
}
