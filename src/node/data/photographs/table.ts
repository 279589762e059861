// Reads a table of photographs into a listing: a CSV with a column for files and one for classes, perhaps one for splits, and any
// others. Files are found from the table's own folder.
import { dirname, resolve } from 'node:path';
import { parseCsv, type CsvRow } from '../../../data/csv.ts';
import { splitWords, type SplitName } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { mapInParallel } from '../../in-parallel.ts';
import type { LeftOut } from '../left-out.ts';
import { readText } from '../read-text.ts';
import { findColumns, splitFromCell, type Columns } from './columns.ts';
import { FileFinder } from './file-finder.ts';
import { makeListing, placeOf, plainName, type FileProblem, type PictureListing } from './listing.ts';

/**
 * Lists what a CSV names.
 *
 * @throws InputError, with the line, for a table that can't be read, columns that can't be told, a row without a file, an unknown
 *   split, and a file named twice
 */
export async function listTable(table: string): Promise<PictureListing> {
  const root = dirname(table);
  const finder = new FileFinder(root);
  const rows = parseCsv(await readText(table), table);
  const columns = await findColumns(
    rows,
    table,
    async (cell) => !('problem' in (await finder.find(cell.trim()))),
  );
  const headings = rows[0]!.cells;
  const read = rows.slice(columns.hasNoHeadings ? 0 : 1).map((row) => readRow(table, row, columns, headings));
  const named = read.flatMap((row) => ('className' in row ? row : []));
  if (named[0]) await finder.find(named[0].path); // alone: it may show where the paths of another computer are here
  const found = await mapInParallel(named, ({ path }) => finder.find(path));
  refuseRepeats(table, root, named, found);
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
    unreadable: found.flatMap((file, i) =>
      'problem' in file ? { ...file, problem: `${table}, line ${named[i]!.line}: ${file.problem}` } : [],
    ),
    leftOut: withoutClass(read),
    notices: describeForeign(finder),
  });
}

interface NamedPicture {
  readonly line: number;
  readonly path: string;
  readonly className: string;
  readonly split: SplitName | undefined;
}

/** A row without a class: a picture for testing that nobody has sorted, say. */
type Row = NamedPicture | { readonly line: number };

function readRow(table: string, row: CsvRow, columns: Columns, headings: readonly string[]): Row {
  const { line, cells } = row;
  const place = `${table}, line ${line}`;
  const path = cells[columns.file]?.trim() ?? '';
  if (path === '') throw new InputError(`${place}: expected a file, got '${cells.join(',')}'`);
  const label = labelOf(cells, columns, headings);
  if (label === '') return { line };
  return { line, path, className: plainName(label), split: readSplit(place, cells, columns, headings) };
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
  table: string,
  root: string,
  named: readonly NamedPicture[],
  found: readonly (FileProblem | { readonly path: string })[],
): void {
  const lines = new Map<string, number>();
  for (const [i, { path, line }] of named.entries()) {
    const file = resolve(placeOf(root, found[i]!.path));
    const earlier = lines.get(file);
    if (earlier !== undefined)
      throw new InputError(`${table}, line ${line}: '${path}' is on line ${earlier} already`);
    lines.set(file, line);
  }
}

function withoutClass(rows: readonly Row[]): LeftOut[] {
  const lines = rows.filter((row) => !('className' in row)).map(({ line }) => line);
  return lines.length === 0 ? [] : [{ reason: 'no class', what: `line ${lines[0]}`, count: lines.length }];
}

const describeForeign = ({ foreign }: FileFinder): string[] =>
  foreign === undefined
    ? []
    : [`its paths begin with '${foreign}', which is not here; they are taken from the table's own folder`];
