// What the files of photographs say about each picture: the folders that they lie in, and the other columns
// of the table that lists them.
import { dirname, resolve } from 'node:path';
import type { Dataset } from '../../../data/dataset.ts';
import { openTable } from '../../../node/data/photographs/table.ts';

/** A text for each picture; empty where there is none. */
export interface FileAttribute {
  readonly name: string;
  readonly texts: readonly string[];
}

/** A column with more values than this names pictures and groups none. */
const mostValues = 50;

/** The attributes that group the pictures. */
export async function fileAttributes(dataset: Dataset): Promise<FileAttribute[]> {
  const { files, source } = dataset;
  if (!files) return [];
  const columns = source?.endsWith('.csv') ? await tableColumns(source, files) : [];
  return [...folderOf(files), ...columns].filter(({ texts }) => {
    const { size } = new Set(texts);
    return size > 1 && size <= Math.min(mostValues, texts.length / 2);
  });
}

function folderOf(files: readonly string[]): FileAttribute[] {
  return [{ name: 'folder', texts: files.map((file) => dirname(file)) }];
}

/** The columns of a table that say neither the file nor the class. */
async function tableColumns(source: string, files: readonly string[]): Promise<FileAttribute[]> {
  const { columns, headings, rows } = await openTable(source);
  if (columns.hasNoHeadings) return [];
  const placeOf = (file: string) => resolve(dirname(source), file.trim());
  const rowOf = new Map(rows.map(({ cells }) => [placeOf(cells[columns.file] ?? ''), cells]));
  const known = new Set<number | undefined>([columns.file, columns.split, ...[columns.label].flat()]);
  return headings.flatMap((name, column) =>
    known.has(column)
      ? []
      : [{ name, texts: files.map((file) => rowOf.get(placeOf(file))?.[column]?.trim() ?? '') }],
  );
}
