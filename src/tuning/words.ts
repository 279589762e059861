// Values and points of a study in words, for notices, tables and figures.
import { percent } from '../number-words.ts';
import type { Parameters } from './space.ts';

/** `91.23 %` for an accuracy, the number for anything else. */
export const valueWords = (objective: string, value: number): string =>
  objective === 'validationAccuracy' ? percent(value, 2) : String(Number(value.toPrecision(5)));

/** A value of a parameter; numbers have four digits. */
export const settingWords = (value: unknown): string =>
  String(typeof value === 'number' ? Number(value.toPrecision(4)) : value);

/** `batchSize 64, optimizer sgd`. */
export const pointWords = (params: Parameters): string =>
  Object.entries(params)
    .map(([name, value]) => `${name} ${settingWords(value)}`)
    .join(', ');
