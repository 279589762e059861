// What data lies where, as text for a terminal.
import type { PictureStatus } from '../node/data/photographs/status.ts';
import type { PlaceStatus } from '../node/data/status.ts';
import { alignColumns, oneLine } from './output.ts';

/** A place where IDX files are looked for: the files, and images per class. */
export function describePlace({ place, folder, files, content, problem }: PlaceStatus): string {
  const title = { ATELIER_DATA: '$ATELIER_DATA', cache: 'cache', folder: 'folder' }[place];
  if (folder === undefined) return `${title}: not set`;
  const lines = files.map(({ name, bytes }) => {
    return `  ${name.padEnd(24)}${(bytes === undefined ? 'missing' : `${bytes} bytes`).padStart(16)}`;
  });
  if (problem !== undefined) lines.push(`  ${problem}`);
  if (content !== undefined) {
    const { name, classNames, trainCounts, testCounts } = content;
    lines.push(`  data set: ${name}`, countTable(classNames, { train: trainCounts, test: testCounts }));
  }
  return [`${title}: ${folder}`, ...lines].join('\n');
}

const layouts: Readonly<Record<PictureStatus['layout'], string>> = {
  splits: 'a folder for each split, in it one for each class',
  classes: 'a folder for each class, no splits',
  table: 'a table',
};

/** A folder or table of photographs: the layout, pictures per class, and what is left over. */
export function describePictures(status: PictureStatus): string {
  const { name, source, layout, classNames, counts, unreadable, others, strays, problem } = status;
  const left = [
    ...Object.entries(others).map(([kind, count]) => `${count} of the kind ${kind}`),
    ...(strays > 0 ? [`${strays} outside the class folders`] : []),
    ...(unreadable > 0 ? [`${unreadable} that can't be reached`] : []),
  ];
  return [
    `photographs: ${oneLine(source)}`,
    ...(problem === undefined ? [] : [`  ${oneLine(problem)}`]),
    `  data set: ${name}`,
    `  layout: ${layouts[layout]}`,
    ...(left.length > 0 ? [`  files left out: ${oneLine(left.join(', '))}`] : []),
    countTable(classNames, { ...counts }),
  ].join('\n');
}

function countTable(
  classNames: readonly string[],
  counts: Readonly<Record<string, readonly number[]>>,
): string {
  const columns = Object.values(counts);
  const sum = (values: readonly number[]) => values.reduce((total, count) => total + count, 0);
  const table = alignColumns([
    ['class', ...Object.keys(counts)],
    ...classNames.map((name, label) => [name, ...columns.map((column) => String(column[label]))]),
    ['all', ...columns.map((column) => String(sum(column)))],
  ]);
  return table.replace(/^/gm, '  ');
}
