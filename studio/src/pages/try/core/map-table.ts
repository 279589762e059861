// Feature maps as a table.
import type { FeatureMaps } from '../../../../../src/explain/feature-maps.ts';
import { toCsv } from '../../../core/csv.ts';

/** A row for each row of each map; of a layer without maps, a row for each unit. */
export const featuresCsv = ({ channels, height, width, values }: FeatureMaps): string =>
  toCsv(
    ['map', 'row', ...Array.from({ length: width }, (_, column) => `column ${column + 1}`)],
    Array.from({ length: channels * height }, (_, line) => [
      ...[Math.floor(line / height) + 1, (line % height) + 1],
      ...values.subarray(line * width, (line + 1) * width),
    ]),
  );
