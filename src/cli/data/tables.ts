// The status of data in its possible places and the caches, as text for a terminal.
import { describeLeftOut } from '../../node/data/left-out.ts';
import type { CacheEntry } from '../../node/data/caches.ts';
import type { DataStatus } from '../../node/data/status.ts';
import { oneLine } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';

const places: Readonly<Record<Exclude<DataStatus['place'], 'named'>, string>> = {
  ATELIER_DATA: '$ATELIER_DATA',
  cache: 'cache',
};

/** Describes a place: the recognised format, the pictures of each class, what is left out, and problems. */
export function describeStatus(status: DataStatus): string {
  const {
    place,
    source,
    seen,
    name,
    files = [],
    classNames,
    counts,
    leftOut = [],
    notices = [],
    problem,
  } = status;
  const before = place === 'named' ? '' : `${places[place]}: `;
  if (source === undefined) return `${before}${problem ?? 'not set'}`;
  const hasFiles = seen === undefined || seen.startsWith('IDX');
  return [
    `${before}${oneLine(source)}`,
    ...(hasFiles ? files.map(describeFile) : []),
    ...(problem === undefined ? [] : [`  ${oneLine(problem)}`]),
    ...(seen === undefined ? [] : [`  ${oneLine(seen)}`]),
    ...(name === undefined ? [] : [`  data set: ${oneLine(name)}`]),
    ...notices.map((notice) => `  ${oneLine(notice)}`),
    ...describeLeftOut(leftOut).map((line) => `  ${oneLine(line)}`),
    ...leftOut.flatMap(({ reason, what, count }) =>
      reason === 'unreadable' ? [`  ${count} can't be read; the first is ${oneLine(what)}`] : [],
    ),
    ...(classNames && counts ? [countTable(classNames, counts)] : []),
  ].join('\n');
}

function describeFile({ name, bytes }: NonNullable<DataStatus['files']>[number]): string {
  return `  ${name.padEnd(24)}${(bytes === undefined ? 'missing' : `${bytes} bytes`).padStart(16)}`;
}

/** A table of the classes with their labels and counts. */
function countTable(
  classNames: readonly string[],
  counts: Readonly<Record<string, readonly number[]>>,
): string {
  const columns = Object.values(counts);
  const sum = (values: readonly number[]) => values.reduce((total, count) => total + count, 0);
  const table = alignColumns(
    [
      ['label', 'class', ...Object.keys(counts)],
      ...classNames.map((name, label) => [
        String(label),
        name,
        ...columns.map((column) => String(column[label])),
      ]),
      ['', 'all', ...columns.map((column) => String(sum(column)))],
    ],
    2,
  );
  return table.replace(/^/gm, '  ');
}

/** The caches as a table. */
export const describeCaches = (entries: readonly CacheEntry[]): string =>
  alignColumns([
    ['name', 'size', 'made from'],
    ...entries.map(({ name, bytes, kind, source }) => [
      oneLine(name),
      bytesInWords(bytes),
      source === undefined ? (kind === 'pictures' ? 'unknown; not used' : '') : oneLine(source),
    ]),
  ]);

export function bytesInWords(bytes: number): string {
  const units = ['bytes', 'KiB', 'MiB', 'GiB'];
  const power = Math.min(3, Math.floor(Math.log2(Math.max(1, bytes)) / 10));
  return `${(bytes / 2 ** (10 * power)).toFixed(power === 0 ? 0 : 1)} ${units[power]!}`;
}
