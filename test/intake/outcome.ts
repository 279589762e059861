// The permitted outcomes for any input: data, or a refusal in one line.
import { recognise } from '../../src/node/data/recognise.ts';
import type { Dataset, DataSplits } from '../../src/data/dataset.ts';
import { InputError } from '../../src/errors.ts';

/**
 * Runs a task and returns its result or its refusal.
 *
 * @throws any other error, and a refusal with several lines or with undefined, NaN or an object in its text
 */
export async function orRefusal<T>(task: () => Promise<T>): Promise<T | InputError> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (/[\n\r]|undefined|NaN|\[object/.test(error.message))
      throw new Error(`the refusal is not a plain line: ${error.message}`, { cause: error });
    return error;
  }
}

/** Data, and the notices about them. */
export interface Loaded {
  readonly splits: DataSplits;
  readonly notices: readonly string[];
}

/** The splits that are present. */
export const allOf = ({ train, validation, test }: DataSplits): Dataset[] =>
  [train, validation, test].filter((split) => split !== undefined);

/** Loads data like the commands, as pictures of 8×8 pixels in colour, without a cache. */
export async function load(path: string): Promise<Loaded> {
  const notices: string[] = [];
  const data = await recognise(path);
  const splits = await data.load(
    { size: 8, channels: 3, testShare: 0 },
    { env: { XDG_CACHE_HOME: '/dev/null' }, onNotice: (line) => notices.push(line) },
  );
  return { splits, notices };
}
