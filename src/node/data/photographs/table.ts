// Reads a table of photographs into a listing: a CSV with the columns `file` and `label`, perhaps `split`, and any others. Files are
// found from the table's own folder.
import { readFile, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { parseCsv, type CsvRow } from '../../../data/csv.ts';
import { InputError } from '../../../errors.ts';
import { explainSystemError } from '../../system-errors.ts';
import {
  makeListing,
  plainName,
  splitFromName,
  statPicture,
  type PictureListing,
  type SplitName,
} from './listing.ts';

const maxMebibytes = 64;

/**
 * Lists what a CSV names.
 *
 * @throws InputError, with the line, for a column that is missing, an empty cell, an unknown split, and a file named twice
 */
export async function listTable(table: string): Promise<PictureListing> {
  const [header, ...rows] = parseCsv(await readText(table), table);
  const columns = findColumns(table, header?.cells ?? []);
  const named = rows.map((row) => readRow(`${table}, line ${row.line}`, row, columns));
  refuseRepeats(table, named);
  const root = dirname(table);
  const found = await Promise.all(named.map(({ path }) => statPicture(root, path)));
  return makeListing({
    layout: 'table',
    root,
    source: table,
    splits: named.flatMap(({ split }) => split ?? []),
    classNames: named.map(({ className }) => className),
    pictures: found.flatMap((file, i) => {
      const { className, split } = named[i]!;
      return 'problem' in file ? [] : [{ ...file, className, split }];
    }),
    unreadable: found.filter((file) => 'problem' in file),
    others: [],
    strays: 0,
  });
}

async function readText(table: string): Promise<string> {
  try {
    const { size } = await stat(table);
    if (size > maxMebibytes * 2 ** 20)
      throw new InputError(`${table}: expected a table of at most ${maxMebibytes} MiB`);
    return new TextDecoder('utf-8', { fatal: true }).decode(await readFile(table));
  } catch (error) {
    if (error instanceof TypeError) throw new InputError(`${table}: expected a table in UTF-8`);
    throw explainSystemError(error, `cannot read ${table}`);
  }
}

/** Where the cells of a row are; -1 for the split where the table has none. */
interface Columns {
  readonly file: number;
  readonly label: number;
  readonly split: number;
}

function findColumns(table: string, header: readonly string[]): Columns {
  const names = header.map((name) => name.trim().toLowerCase());
  const [file, label, split] = ['file', 'label', 'split'].map((name) => names.indexOf(name));
  if (file! < 0 || label! < 0)
    throw new InputError(`${table}: expected a header with file and label, got '${header.join(',')}'`);
  return { file: file!, label: label!, split: split! };
}

interface NamedPicture {
  readonly line: number;
  readonly path: string;
  readonly className: string;
  readonly split: SplitName | undefined;
}

function readRow(place: string, { line, cells }: CsvRow, columns: Columns): NamedPicture {
  const path = cells[columns.file] ?? '';
  const label = cells[columns.label]?.trim() ?? '';
  if (path === '' || label === '')
    throw new InputError(`${place}: expected a file and a label, got '${cells.join(',')}'`);
  return { line, path, className: plainName(label), split: readSplit(place, cells, columns) };
}

function readSplit(place: string, cells: readonly string[], columns: Columns): SplitName | undefined {
  if (columns.split < 0) return undefined;
  const word = cells[columns.split]?.trim() ?? '';
  const split = splitFromName(word);
  if (!split) throw new InputError(`${place}: expected the split train, val or test, got '${word}'`);
  return split;
}

function refuseRepeats(table: string, pictures: readonly NamedPicture[]): void {
  const lines = new Map<string, number>();
  for (const { path, line } of pictures) {
    const file = resolve(path);
    const earlier = lines.get(file);
    if (earlier !== undefined)
      throw new InputError(`${table}, line ${line}: '${path}' is on line ${earlier} already`);
    lines.set(file, line);
  }
}
