// What a threshold promises, in words.
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import { inspectionThreshold } from '../../inspection/threshold.ts';
import { count, percent, readable } from '../../number-words.ts';

/** The threshold of an inspector with the false alarms to expect, as a document. */
export function thresholdOf({ heldBack, falseAlarms, threshold }: InspectorCard) {
  const { falseAlarms: expected, interval } = inspectionThreshold(heldBack.scores, falseAlarms);
  return { threshold, wanted: falseAlarms, falseAlarms: expected, interval, pieces: heldBack.scores.length };
}

/** The same in a line, and in another one if the wanted rate is out of reach. */
export function describeThreshold(card: InspectorCard): string {
  const { threshold, wanted, falseAlarms, interval, pieces } = thresholdOf(card);
  const line = `threshold ${readable(threshold)}: false alarms ${percent(falseAlarms)} (95 % interval ${percent(interval[0])} to ${percent(interval[1])}), from ${count(pieces)} good pieces`;
  // A rate of 1 % is not above a wanted 1 % because of rounding.
  return falseAlarms <= wanted * (1 + 1e-9)
    ? line
    : `${line}\n${percent(wanted)} needs at least ${count(Math.ceil(1 / wanted - 1e-9) - 1)} good pieces`;
}
