// A document of the bench's command `augmentation` as text: the machine and settings first, then one table.
import { formatAugmentation } from '../src/data/augmentation/parse-augmentation.ts';
import { alignColumns } from '../src/cli/output.ts';
import type { Arm, AugmentationDocument, AugmentationRow } from './augmentation.ts';

/** The whole text, ending without a line break. */
export function augmentationTable(document: AugmentationDocument): string {
  const { architecture, machine, augmentation, threads, repetitions, secondsPerBurst, seed } = document;
  return [
    `augmentation of ${architecture}'s training; medians of ${repetitions} repetitions taken in turn, ${secondsPerBurst} s each`,
    `machine: ${machine.processor}, ${machine.cores} cores, ${machine.memoryGiB} GiB, ${machine.system}; ` +
      `node ${machine.node}, onnxruntime-node ${machine.onnxruntime}; load before the run ${machine.loadBefore.toFixed(1)}`,
    `seed ${seed}, ${threads} threads; with ${formatAugmentation(augmentation)}`,
    '',
    alignColumns([
      [
        'batch',
        'images/s without',
        'min–max',
        'with',
        'min–max',
        'with/without',
        'ms a batch without',
        'with',
      ],
      ...document.results.map(cellsOf),
    ]),
    ...document.notQuotable.map((reason) => `not a figure to quote: ${reason}`),
  ].join('\n');
}

const speed = (value: number): string => Math.round(value).toLocaleString('en');
const range = ({ min, max }: Arm): string => `${speed(min)}–${speed(max)}`;

function cellsOf({ batchSize, without, with: augmented, ratio }: AugmentationRow): string[] {
  return [
    String(batchSize),
    ...[speed(without.imagesPerSecond), range(without)],
    ...[speed(augmented.imagesPerSecond), range(augmented)],
    ratio.toFixed(3),
    ...[without, augmented].map(({ batchMilliseconds }) => batchMilliseconds.toFixed(3)),
  ];
}
