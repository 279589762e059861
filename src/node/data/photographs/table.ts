// Lists the photographs of a table: a CSV with a column for files, one for classes, optionally one for
// splits, and any others. Files are searched from the table's own folder. There may be one table for each
// split.
import { basename, dirname, resolve } from 'node:path';
import { parseCsv, type CsvRow } from '../../../data/csv.ts';
import { splitWords, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { mapInParallel } from '../../files/in-parallel.ts';
import { readClassNames } from '../class-names.ts';
import type { LeftOut } from '../left-out.ts';
import { readText } from '../read-text.ts';
import { findColumns, splitFromCell, type Columns } from './columns.ts';
import { FileFinder } from './file-finder.ts';
import { makeListing, placeOf, plainName, type FileProblem, type PictureListing } from './listing.ts';

/** A table whose columns are known. */
export interface OpenTable {
  readonly path: string;
  readonly columns: Columns;
  /** The first row, even if it is a picture. */
  readonly headings: readonly string[];
  readonly rows: readonly CsvRow[];
  readonly finder: FileFinder;
}

/**
 * Reads a table and finds its columns.
 *
 * @throws InputError naming the line if the table can't be read, and if its columns are unclear
 */
export async function openTable(path: string): Promise<OpenTable> {
  const finder = new FileFinder(dirname(path), basename(path).replace(/\.\w+$/, ''));
  const rows = parseCsv(await readText(path), path);
  const columns = await findColumns(rows, path, (cell) => finder.isFile(cell.trim()));
  const headings = rows[0]!.cells;
  return { path, columns, headings, rows: rows.slice(columns.hasNoHeadings ? 0 : 1), finder };
}

const mostLookedFor = 32;

/** Whether one of a table's first rows names an existing file. Other tables may be about anything. */
export async function namesPictures({ rows, columns, finder }: OpenTable): Promise<boolean> {
  for (const { cells } of rows.slice(0, mostLookedFor)) {
    const path = cells[columns.file]?.trim() ?? '';
    if (path !== '' && !('problem' in (await finder.find(path)))) return true;
  }
  return false;
}

/** A table, with the split of all its pictures if its name says one. */
export interface TablePart {
  readonly table: OpenTable;
  readonly split?: SplitName | undefined;
}

/**
 * Lists the pictures of a CSV.
 *
 * @throws InputError like `openTable` and `listTables`
 */
export const listTable = async (path: string): Promise<PictureListing> =>
  listTables([{ table: await openTable(path) }], path);

/**
 * Lists the pictures of tables in one folder.
 *
 * @param source the folder, or the only table
 * @throws InputError naming the line for a row without a file, an unknown split, and a file named twice
 */
export async function listTables(parts: readonly TablePart[], source: string): Promise<PictureListing> {
  const root = dirname(parts[0]!.table.path);
  const read = parts.flatMap(({ table, split }) =>
    table.rows.map((row) => ({ ...readRow(table, row, split), table })),
  );
  const named = read.flatMap((row) => ('className' in row ? row : []));
  // The first lookup runs alone: it may find out which part of the paths belongs to another computer.
  for (const { table } of parts) {
    const first = named.find((row) => row.table === table);
    if (first) await table.finder.find(first.path);
  }
  const found = await mapInParallel(named, ({ path, table }) => table.finder.find(path));
  refuseRepeats(root, named, found);
  return makeListing({
    layout: 'table',
    root,
    source,
    splits: named.flatMap(({ split }) => split ?? []),
    classNames: named.map(({ className }) => className),
    toldOrder: await readClassNames(root),
    pictures: found.flatMap((file, i) => {
      const { className, split } = named[i]!;
      return 'problem' in file ? [] : [{ ...file, className, split }];
    }),
    unreadable: found.flatMap((file, i) =>
      'problem' in file ? { ...file, problem: `${placeIn(named[i]!)}: ${file.problem}` } : [],
    ),
    leftOut: parts.flatMap(({ table }) =>
      withoutClass(
        read.filter((row) => row.table === table),
        parts.length > 1,
      ),
    ),
    notices: parts.flatMap(({ table }) => describeForeign(table.finder)),
  });
}

interface NamedPicture {
  readonly line: number;
  readonly path: string;
  readonly className: string;
  readonly split: SplitName | undefined;
}

/** A row without a class is, for example, a picture for testing that nobody has labelled. */
type Row = NamedPicture | { readonly line: number };

type OfTable<T> = T & { readonly table: OpenTable };

const placeIn = ({ table, line }: OfTable<{ readonly line: number }>): string =>
  `${table.path}, line ${line}`;

function readRow(table: OpenTable, row: CsvRow, split: SplitName | undefined): Row {
  const { line, cells } = row;
  const { columns, headings } = table;
  const place = placeIn({ table, line });
  const path = cells[columns.file]?.trim() ?? '';
  if (path === '') throw new InputError(`${place}: expected a file name, got '${cells.join(',')}'`);
  const label = labelOf(cells, columns, headings);
  if (label === '') return { line };
  const className = plainName(label);
  return { line, path, className, split: split ?? readSplit(place, cells, columns, headings) };
}

function labelOf(cells: readonly string[], { label }: Columns, headings: readonly string[]): string {
  if (typeof label === 'number') return cells[label]?.trim() ?? '';
  return headings[label.find((column) => Number(cells[column]) === 1)!]!.trim();
}

function readSplit(
  place: string,
  cells: readonly string[],
  { split: column }: Columns,
  headings: readonly string[],
): SplitName | undefined {
  if (column === undefined) return undefined;
  const word = cells[column]?.trim() ?? '';
  const split = splitFromCell(word, headings[column]!);
  if (!split) throw new InputError(`${place}: expected the split ${splitWords}, got '${word}'`);
  return split;
}

function refuseRepeats(
  root: string,
  named: readonly OfTable<NamedPicture>[],
  found: readonly (FileProblem | { readonly path: string })[],
): void {
  const rows = new Map<string, OfTable<NamedPicture>>();
  for (const [i, row] of named.entries()) {
    const file = resolve(placeOf(root, found[i]!.path));
    const earlier = rows.get(file);
    if (earlier) {
      const other = earlier.table === row.table ? '' : `${basename(earlier.table.path)}, `;
      throw new InputError(`${placeIn(row)}: '${row.path}' is already on ${other}line ${earlier.line}`);
    }
    rows.set(file, row);
  }
}

function withoutClass(rows: readonly OfTable<Row>[], isOneOfSeveral: boolean): LeftOut[] {
  const lines = rows.filter((row) => !('className' in row));
  if (lines.length === 0) return [];
  const { table, line } = lines[0]!;
  const where = isOneOfSeveral ? `${basename(table.path)}, ` : '';
  return [{ reason: 'no class', what: `${where}line ${line}`, count: lines.length }];
}

const describeForeign = ({ foreign }: FileFinder): string[] =>
  foreign === undefined
    ? []
    : [
        `its paths begin with '${foreign}', which does not exist here; they are read from the table's own folder`,
      ];
