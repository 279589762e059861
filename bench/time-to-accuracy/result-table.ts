// The document of `time-to-accuracy` as text: the machine and settings first, then one table.
import { alignColumns } from '../../src/cli/terminal/table.ts';
import type { SeedResult, TimeDocument, TimeRow } from './result-document.ts';

/** The whole text, without a line break at its end. */
export function timeTable(document: TimeDocument): string {
  const { machine, data, split, threads, results, missing, notQuotable } = document;
  return [
    `seconds of training to reach the ${split} accuracy on ${data}; medians over the seeds`,
    `machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ` +
      `load before the run ${machine.loadBefore.toFixed(1)}`,
    `versions: ${versionsOf(document)}`,
    `${threads} threads`,
    '',
    alignColumns(
      [
        [
          'name',
          'preset',
          'accuracy',
          'seconds',
          'seeds',
          'by seed',
          'epochs',
          'at the end',
          'start s',
          'pictures',
        ],
        ...results.map(cellsOf),
      ],
      2,
    ),
    ...missing.map(({ name, reason }) => `missing: ${name}: ${reason}`),
    ...notQuotable.map((reason) => `do not quote: ${reason}`),
  ].join('\n');
}

function versionsOf({ machine, runs }: TimeDocument): string {
  const ours = { node: machine.node, 'onnxruntime-node': machine.onnxruntime };
  const all = Object.assign({}, ours, ...runs.map((run) => run.versions)) as Record<string, string>;
  return Object.entries(all)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
}

function cellsOf(row: TimeRow): string[] {
  const { name, preset, accuracy, seeds } = row;
  const each = (cell: (result: SeedResult) => string) => seeds.map(cell).join(' ');
  return [
    ...[name, preset ?? '–', accuracy, time(row.seconds)],
    each(({ seed }) => String(seed)),
    each(({ seconds }) => time(seconds)),
    each(({ epochs }) => (epochs === null ? '–' : String(epochs))),
    each(({ finalAccuracy }) => finalAccuracy.toFixed(4)),
    row.startSeconds.toFixed(1),
    row.pictures.toLocaleString('en'),
  ];
}

const time = (seconds: number | null): string => (seconds === null ? '–' : seconds.toFixed(1));
