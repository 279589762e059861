// The result of a learning-rate range test as text.
import type { RangeTest } from '../../training/find-learning-rate.ts';

export interface RangeTestSubject {
  readonly model: string;
  readonly optimizer: string;
  readonly data: string;
}

/** Rounds a rate to two digits. */
export const formatRate = (rate: number): string => String(Number(rate.toPrecision(2)));

export function describeRangeTest(
  { lowest, steepest, suggestion, rates }: RangeTest,
  { model, optimizer, data }: RangeTestSubject,
): string {
  return [
    `${model} on ${data}, ${optimizer}: ${rates.length} steps, rates from ${formatRate(rates[0]!)} to ${formatRate(rates.at(-1)!)}`,
    `the loss falls fastest at ${formatRate(steepest)} and is lowest at ${formatRate(lowest)}`,
    `suggested peak rate: --learning-rate ${formatRate(suggestion)}`,
  ].join('\n');
}
