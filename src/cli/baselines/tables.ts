// Tables of `atelier baselines`.
import type { BaselineResult } from '../../baselines/baselines.ts';
import type { PublishedFigure } from '../../baselines/published.ts';
import { percent } from '../../number-words.ts';
import { formatSeconds } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';

export const describeResults = (
  results: readonly (BaselineResult & { readonly seconds: number })[],
): string =>
  alignColumns(
    [
      ['baseline', '', 'accuracy', '95 % interval', 'time'],
      ...results.map(({ name, title, accuracy, accuracyInterval: [low, high], seconds }) => [
        ...[name, title, percent(accuracy, 2), `${percent(low, 2)} to ${percent(high, 2)}`],
        formatSeconds(seconds),
      ]),
    ],
    2,
  );

export const describePublished = (figures: readonly PublishedFigure[]): string =>
  alignColumns(
    figures.map(({ title, parameters = '', accuracy, source }) => [
      ...[title, parameters, percent(accuracy, 1), source],
    ]),
    4,
  );
