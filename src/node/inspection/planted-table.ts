// The table of planted defects beside the pictures: what was planted, how large and how easy to see.
import { readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { parseCsv } from '../../data/csv.ts';
import { csvTable } from '../../data/write-csv.ts';
import { InputError } from '../../errors.ts';
import type { PlantedDefectPoint } from '../../figures/detection.ts';
import { hasCode } from '../files/system-errors.ts';

/** The name of the table in a folder of planted defects. */
export const tableName = 'planted.csv';

/** A row of the table. */
export interface PlantedRow {
  /** The picture's path in the folder, with `/` between folders. */
  readonly file: string;
  readonly defect: string;
  /** From 1 to 5. */
  readonly strength: number;
  /** The share of pixels that were changed. */
  readonly area: number;
  /** The mean change of those, from 0 to 1. */
  readonly contrast: number;
}

const header = ['file', 'defect', 'strength', 'area', 'contrast'];

/** The table as text. */
export const plantedTable = (rows: readonly PlantedRow[]): string =>
  csvTable(
    header,
    rows.map(({ file, defect, strength, area, contrast }) => [
      ...[file, defect, strength, Number(area.toPrecision(4)), Number(contrast.toPrecision(4))],
    ]),
  );

/**
 * The planted defects among judged pieces of a folder; none if it has no table.
 *
 * @throws InputError if its table is not one of planted defects
 */
export async function plantedDefects(
  folder: string,
  pieces: readonly { readonly file: string; readonly score: number }[],
  threshold: number,
): Promise<(PlantedDefectPoint & { readonly score: number })[]> {
  const place = join(folder, tableName);
  const text = await readFile(place, 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  if (text === undefined) return [];
  const [first, ...rows] = parseCsv(text, place);
  if (first?.cells.join() !== header.join())
    throw new InputError(`${place}: expected the columns ${header.join(', ')}`);
  const scores = new Map(
    pieces.map(({ file, score }) => [relative(folder, file).replaceAll(sep, '/'), score]),
  );
  return rows.flatMap(({ cells: [file = '', defect = '', , area, contrast] }) => {
    const score = scores.get(file);
    if (score === undefined) return [];
    const [size, visible] = [Number(area), Number(contrast)];
    return [{ defect, area: size, contrast: visible, score, isFound: score > threshold }];
  });
}
