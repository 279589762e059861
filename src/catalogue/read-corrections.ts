// Reads a worklist back that a person has filled in: a table with the columns key and correction.
import { parseCsv } from '../data/csv.ts';
import { withoutApostrophe } from '../data/write-csv.ts';
import { InputError } from '../errors.ts';
import { quoteFew } from '../few-words.ts';
import type { Correction } from './store/corrections.ts';

/** A correction, with its line in the table. */
export interface ReadCorrection extends Correction {
  readonly line: number;
}

/** What a filled-in worklist says. */
export interface ReadCorrections {
  readonly corrections: readonly ReadCorrection[];
  /** The lines without a correction. */
  readonly blank: readonly number[];
}

/**
 * Reads corrections.
 *
 * @param source names the table in errors
 * @throws InputError naming the line if a key is missing or has two corrections, or for missing columns
 */
export function readCorrections(text: string, source: string): ReadCorrections {
  const [heading, ...rows] = parseCsv(text, source);
  const names = heading?.cells.map((name) => name.trim().toLowerCase()) ?? [];
  const [keyColumn, correctionColumn] = [names.indexOf('key'), names.indexOf('correction')];
  if (keyColumn < 0 || correctionColumn < 0)
    throw new InputError(
      `${source}: expected the columns key and correction, got ${names.length > 0 ? quoteFew(names) : 'an empty file'}`,
    );
  const blank: number[] = [];
  const read = new Map<string, ReadCorrection>();
  for (const { line, cells } of rows) {
    const key = withoutApostrophe(cells[keyColumn]?.trim() ?? '');
    const category = withoutApostrophe(cells[correctionColumn]?.trim() ?? '');
    if (category === '') {
      blank.push(line);
      continue;
    }
    if (key === '') throw new InputError(`${source}, line ${line}: expected a key, got none`);
    const earlier = read.get(key);
    if (earlier && earlier.category !== category)
      throw new InputError(
        `${source}, line ${line}: '${key}' is '${category}' here and '${earlier.category}' on line ${earlier.line}`,
      );
    if (!earlier) read.set(key, { key, category, line });
  }
  return { corrections: [...read.values()], blank };
}
