// What may come of anything that people bring: data, or a refusal in one line.
import { recognise } from '../../src/node/data/recognise.ts';
import type { Dataset, DataSplits } from '../../src/data/dataset.ts';
import { InputError } from '../../src/errors.ts';

/**
 * @throws what is no refusal, and a refusal of more than a line or that does not begin with what is refused
 */
export async function orRefusal<T>(task: () => Promise<T>): Promise<T | InputError> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    if (/[\n\r]|undefined|NaN|\[object/.test(error.message))
      throw new Error(`not a line for people: ${error.message}`, { cause: error });
    return error;
  }
}

/** Data, and what was told of them. */
export interface Loaded {
  readonly splits: DataSplits;
  readonly notices: readonly string[];
}

/** The splits that there are. */
export const allOf = ({ train, validation, test }: DataSplits): Dataset[] =>
  [train, validation, test].filter((split) => split !== undefined);

/** Loads data as the commands do, pictures of 8 × 8 pixels in colours, without a cache. */
export async function load(path: string): Promise<Loaded> {
  const notices: string[] = [];
  const data = await recognise(path);
  const splits = await data.load(
    { size: 8, channels: 3, testShare: 0 },
    { env: { XDG_CACHE_HOME: '/dev/null' }, onNotice: (line) => notices.push(line) },
  );
  return { splits, notices };
}
