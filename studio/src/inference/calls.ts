// Functions in a worker that a page calls as if they were its own. One call is worked on at a time, in the
// order in which they were made.
import { InputError } from '../../../src/errors.ts';

/** Functions of a worker. Arguments and results are what a message can carry. */
export type Functions = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Such functions as the page calls them. */
export type Remote<Served extends Functions> = {
  readonly [Name in keyof Served]: (
    ...args: Parameters<Served[Name]>
  ) => Promise<Awaited<ReturnType<Served[Name]>>>;
};

interface Call {
  readonly id: number;
  readonly name: string;
  readonly args: readonly never[];
}

type Answer = { readonly id: number } & (
  | { readonly result: unknown }
  /** `isInput`: the fault is in what was given, and the message is for the person. */
  | { readonly error: string; readonly isInput: boolean }
);

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** The part of a worker, or of its inside, that messages go through. */
interface Port {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Answers calls, inside a worker. */
export function serve(port: Port, functions: Functions): void {
  let last: Promise<unknown> = Promise.resolve();
  port.addEventListener('message', ({ data }) => {
    const { id, name, args } = data as Call;
    const answer = async (): Promise<Answer> => {
      try {
        return { id, result: await functions[name]!(...args) };
      } catch (error) {
        const isInput = error instanceof InputError;
        return { id, error: error instanceof Error ? error.message : String(error), isInput };
      }
    };
    last = last.then(answer).then((message) => port.postMessage(message, []));
  });
}

/** The functions that a worker serves. Close it with `worker.terminate()`. */
export function remote<Served extends Functions>(worker: Port & EventTarget): Remote<Served> {
  const waiting = new Map<number, Waiting>();
  let next = 0;
  worker.addEventListener('message', ({ data }: MessageEvent) => {
    const answer = data as Answer;
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    if ('result' in answer) call?.resolve(answer.result);
    else call?.reject(answer.isInput ? new InputError(answer.error) : new Error(answer.error));
  });
  worker.addEventListener('error', (event) => {
    const { message } = event as ErrorEvent;
    for (const call of waiting.values()) call.reject(new Error(message || 'the worker could not be loaded'));
    waiting.clear();
  });
  const call = (name: string, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      waiting.set(next, { resolve, reject });
      worker.postMessage({ id: next, name, args }, []);
      next += 1;
    });
  return new Proxy({} as Remote<Served>, {
    get: (_, name) => (name === 'then' ? undefined : (...args: unknown[]) => call(String(name), args)),
  });
}
