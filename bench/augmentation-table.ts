// The document of the bench's command `augmentation` as text: the machine and settings first, then one table.
import { formatAugmentation } from '../src/data/augmentation/parse-augmentation.ts';
import { alignColumns } from '../src/cli/terminal/table.ts';
import type { AugmentationDocument, AugmentationRow } from './augmentation.ts';

/** The whole text, without a line break at its end. */
export function augmentationTable(document: AugmentationDocument): string {
  const { architecture, machine, augmentation, threads, repetitions, secondsPerBurst, seed } = document;
  return [
    `training ${architecture} on augmented batches; medians of ${repetitions} interleaved repetitions of ${secondsPerBurst} s each`,
    `machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ` +
      `node ${machine.node}, onnxruntime-node ${machine.onnxruntime}; load before the run ${machine.loadBefore.toFixed(1)}`,
    `seed ${seed}, ${threads} threads; ${formatAugmentation(augmentation)}`,
    '',
    alignColumns([
      ['augmented', 'batch', 'images/s', 'min–max', 'ratio', 'ms a batch'],
      ...document.results.map(cellsOf),
    ]),
    ...document.notQuotable.map((reason) => `do not quote: ${reason}`),
  ].join('\n');
}

const said = { without: 'no', inline: 'on the same thread', ahead: 'ahead, on another thread' };
const speed = (value: number): string => Math.round(value).toLocaleString('en');

const cellsOf = (row: AugmentationRow): string[] => [
  said[row.batches],
  String(row.batchSize),
  speed(row.imagesPerSecond),
  `${speed(row.min)}–${speed(row.max)}`,
  row.ratio.toFixed(3),
  row.batchMilliseconds.toFixed(3),
];
