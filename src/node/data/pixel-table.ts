// Reads tables of pixels, as on Kaggle and OpenML: a row for each picture, a column for its label and one for
// each pixel. If the headings do not say which column has the labels, the values of all tables of a data set
// decide.
import { InputError } from '../../errors.ts';
import { maxClasses } from './class-names.ts';
import { checkGrey, type PixelHeading } from './pixel-heading.ts';
import type { SamplePart } from './pixel-parts.ts';
import { readPixelRows, type PixelRows } from './pixel-rows.ts';

export interface TableFile {
  readonly path: string;
  readonly heading: PixelHeading;
}

/**
 * Reads the tables of a data set.
 *
 * @returns a part for each table, and notices about how they were read, a line each
 * @throws InputError naming the line for a row of another length and for invalid numbers, and if the column
 *   of the labels or the order of colours is unknown
 */
export async function readPixelTables(
  tables: readonly TableFile[],
): Promise<{ parts: SamplePart[]; notices: readonly string[] }> {
  for (const { path, heading } of tables) checkGrey(path, heading);
  const read: { table: TableFile; rows: PixelRows }[] = [];
  for (const table of tables) read.push({ table, rows: await readPixelRows(table.path, table.heading) });
  const unsaid = read.filter(({ table }) => table.heading.label === 'unsaid');
  const found = unsaid.length > 0 ? labelColumn(unsaid) : undefined;
  const parts = read.map(({ table, rows }) => {
    const isUnsaid = found && table.heading.label === 'unsaid';
    return partOf(table, isUnsaid ? withLabels(rows, found.place) : rows);
  });
  return { parts, notices: found?.notices ?? [] };
}

type Place = 'first' | 'last';

/** Finds the column of the labels. */
function labelColumn(read: readonly { table: TableFile; rows: PixelRows }[]): {
  place: Place;
  notices: readonly string[];
} {
  const [first, last] = (['first', 'last'] as const).map((place) =>
    areLabels(read.flatMap(({ rows }) => columnOf(rows, place))),
  ) as [boolean, boolean];
  const { path, heading } = read[0]!.table;
  const what = heading.hasNoHeadings ? 'no headings' : 'numbered headings';
  if (first !== last) {
    const place = first ? 'first' : 'last';
    const isUsual = heading.hasNoHeadings && first;
    return {
      place,
      notices: isUsual
        ? []
        : [`the table has ${what}; the ${place} column is read as labels, because of its values`],
    };
  }
  // Published tables without headings begin with the label.
  if (heading.hasNoHeadings)
    return { place: 'first', notices: [`the table has ${what}; the first column is read as labels`] };
  throw new InputError(
    `${path}: expected a column 'label', got ${what}; ${first ? 'both the first and the last column could be labels' : 'neither the first nor the last column looks like labels'}; name the right one 'label'`,
  );
}

/** Whether numbers look like labels: whole numbers from 0 or 1 without a gap. */
function areLabels(values: readonly number[]): boolean {
  const found = new Set(values);
  if (found.size < 2 || found.size > maxClasses) return false;
  const [min, max] = [Math.min(...found), Math.max(...found)];
  return (min === 0 || min === 1) && max - min === found.size - 1 && [...found].every(Number.isInteger);
}

function columnOf({ count, values }: PixelRows, place: Place): number[] {
  const width = values.length / count;
  return Array.from({ length: count }, (_, i) => values[i * width + (place === 'first' ? 0 : width - 1)]!);
}

/** Uses one of the columns as labels. */
function withLabels(rows: PixelRows, place: Place): PixelRows {
  const { count, values } = rows;
  const width = values.length / count;
  const pixels = new Float32Array(count * (width - 1));
  const start = place === 'first' ? 1 : 0;
  for (let i = 0; i < count; i++)
    pixels.set(values.subarray(i * width + start, i * width + start + width - 1), i * (width - 1));
  return { count, values: pixels, labels: columnOf(rows, place).map(String) };
}

function partOf({ path, heading: { side } }: TableFile, { count, values, labels }: PixelRows): SamplePart {
  return {
    ...{ count, channels: 1, height: side, width: side, samples: values },
    labels: labels.every((label) => /^\d+(?:\.0*)?$/.test(label)) ? labels.map(Number) : labels,
    ...{ imagesSource: path, labelsSource: path },
  };
}
