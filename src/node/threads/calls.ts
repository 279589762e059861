// What a thread and its caller say to each other: numbered calls of named functions, and their answers.
import { parentPort } from 'node:worker_threads';
import { InputError } from '../../errors.ts';
import { lowerPriority } from './priority.ts';

/** A call as it is sent to a thread. */
export interface Call {
  readonly id: number;
  readonly name: string;
  readonly argument: unknown;
}

/** The answer to the call of that number: its value, or the error in words. */
export type Reply =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly message: string; readonly isInput: boolean };

/** What a thread tells without being asked. */
export interface News {
  readonly news: unknown;
}

/** Tells the thread that started this one something; `onNews` of its `Thread` gets it. */
export const tellNews = (news: unknown): void => parentPort!.postMessage({ news } satisfies News);

/** A value with buffers that are moved to the other side, which the sender can't use any more. */
export class Moved<T = unknown> {
  readonly value: T;
  readonly buffers: readonly ArrayBuffer[];

  constructor(value: T, arrays: readonly (ArrayBufferView | undefined)[]) {
    this.value = value;
    this.buffers = arrays.flatMap((array) => (array ? [array.buffer as ArrayBuffer] : []));
  }
}

/**
 * Answers the calls of the thread that started this one, at a lower priority than it has. An InputError
 * reaches the caller as one; any other error as a plain error with its stack.
 *
 * @param functions by name; each takes one argument, and may return a `Moved` value
 */
export function answerCalls(functions: Readonly<Record<string, (argument: never) => unknown>>): void {
  const port = parentPort!;
  lowerPriority();
  port.on('message', ({ id, name, argument }: Call) => {
    void (async () => {
      try {
        const value: unknown = await functions[name]!(argument as never);
        if (value instanceof Moved)
          port.postMessage({ id, value: value.value as unknown }, [...value.buffers]);
        else port.postMessage({ id, value });
      } catch (error) {
        port.postMessage({ id, ...inWords(error) });
      }
    })();
  });
}

function inWords(error: unknown): { message: string; isInput: boolean } {
  if (error instanceof InputError) return { message: error.message, isInput: true };
  return { message: error instanceof Error ? (error.stack ?? error.message) : String(error), isInput: false };
}
