// The history of a run as CSV, with one row for each epoch.
import { parseCsv } from '../data/csv.ts';
import { InputError } from '../errors.ts';
import type { EpochResult } from './fit.ts';

const columns = [
  'epoch',
  'learningRate',
  'loss',
  'accuracy',
  'validationLoss',
  'validationAccuracy',
  'seconds',
] as const satisfies (keyof EpochResult)[];
/** Columns that are left out where no epoch has them. */
const optionalColumns = ['trainingAccuracy', 'gradientNorm'] as const satisfies (keyof EpochResult)[];

/** @param perEpoch how many pictures an epoch has */
export function historyTable(history: readonly EpochResult[], perEpoch: number): string {
  const measured = optionalColumns.filter((column) => history.some((row) => row[column] !== undefined));
  const header = [...columns, 'imagesPerSecond', ...measured];
  const rows = history.map((result, i) => {
    const speed = imagesTrained(result, history[i - 1], perEpoch) / result.seconds;
    const cells = [...columns.map((column) => result[column]), Math.round(speed)];
    return [...cells, ...measured.map((column) => result[column])].join(',');
  });
  return `${[header.join(','), ...rows].join('\n')}\n`;
}

/**
 * Parses the output of `historyTable`.
 *
 * @param source names the table in errors
 * @throws InputError if a column is missing or a cell is not a number
 */
export function parseHistory(text: string, source: string): EpochResult[] {
  const [header, ...rows] = parseCsv(text, source);
  const missing = columns.find((column) => !header?.cells.includes(column));
  if (!header || missing) throw new InputError(`${source}: expected a column ${missing ?? columns[0]}`);
  return rows.map(({ line, cells }) => {
    const numbers = header.cells.flatMap((column, i) => {
      if (!cells[i] && optionalColumns.some((name) => name === column)) return [];
      const value = Number(cells[i] || NaN);
      if (Number.isFinite(value)) return [[column, value] as const];
      throw new InputError(`${source}, line ${line}: ${column}: expected a number, got '${cells[i] ?? ''}'`);
    });
    return Object.fromEntries(numbers) as unknown as EpochResult;
  });
}

/** How many pictures were trained on since the previous epoch. */
export const imagesTrained = (
  { epoch }: EpochResult,
  previous: EpochResult | undefined,
  perEpoch: number,
): number => Math.round((epoch - (previous?.epoch ?? 0)) * perEpoch);
