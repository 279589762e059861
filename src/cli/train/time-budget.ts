// `train --time`: the number of epochs that fit into a time, from a measurement of a few seconds.
import { secondsOfDuration } from '../../duration.ts';
import { InputError } from '../../errors.ts';
import { counted } from '../../number-words.ts';
import { telling } from '../options/common.ts';
import { formatSeconds } from '../terminal/output.ts';
import type { RunEstimate } from './dry-run.ts';

/**
 * The seconds of a duration such as 90s, 10m or 1.5h.
 *
 * @throws InputError for anything else
 */
export const parseDuration = telling({ type: 'duration' }, (text): number => {
  const seconds = secondsOfDuration(text);
  if (seconds !== undefined) return seconds;
  throw new InputError(`--time: expected a duration such as 90s, 10m or 1.5h, got '${text}'`);
});

/** An epoch takes longer when the machine is warm, and the files are written too. */
const margin = 0.95;

/**
 * The most epochs that fit into a time.
 *
 * @param fitsHead whether the head is fitted first, which runs the network once over the training pictures
 * @throws InputError if not even one fits
 */
export function epochsWithin(
  seconds: number,
  { secondsPerEpoch: { training, validation }, count }: RunEstimate,
  fitsHead: boolean,
): { readonly epochs: number; readonly words: string } {
  const head = fitsHead ? (validation * count.training) / count.validation : 0;
  const epochs = Math.floor((margin * seconds - head) / (training + validation));
  const each = `about ${formatSeconds(training + validation)} each`;
  if (epochs < 1) {
    const least = formatSeconds((head + training + validation) / margin);
    throw new InputError(
      `--time: expected ${least} or more, which one epoch takes, got ${formatSeconds(seconds)}`,
    );
  }
  const before = fitsHead ? `, and about ${formatSeconds(head)} for the head` : '';
  return { epochs, words: `${formatSeconds(seconds)}: ${counted(epochs, 'epoch')}, ${each}${before}` };
}
