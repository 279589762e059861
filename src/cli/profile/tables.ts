// A profile as text for a terminal: the step, the machine, and tables of operators and layers.
import { layersToShow, operatorsToShow } from '../../node/profile/breakdown.ts';
import type { Profile } from '../../node/profile/profile.ts';
import { percent, readable } from '../../number-words.ts';
import { alignColumns } from '../terminal/table.ts';

export function describeProfile(profile: Profile): string {
  const { machine } = profile;
  return [
    describeStep(profile),
    `this machine: ${readable(machine.peakGflops)} GFLOP/s in large matrix products, ${readable(machine.bandwidthGBs)} GB/s to memory, up to ${readable(machine.cacheBandwidthGBs)} GB/s in its caches`,
    '',
    describeOperators(profile),
    '',
    describeLayers(profile),
  ].join('\n');
}

function describeStep({ model, kind, batchSize, threads, step }: Profile): string {
  const { milliseconds, imagesPerSecond, floorMilliseconds } = step;
  return (
    `${model}, ${kind}, batch ${batchSize}, ${threads} thread${threads === 1 ? '' : 's'}: ` +
    `${readable(milliseconds)} ms (${imagesPerSecond.toLocaleString('en')} images/s), ` +
    `floor ${readable(floorMilliseconds)} ms (${percent(floorMilliseconds / milliseconds, 0)})`
  );
}

function describeOperators({ operators, step }: Profile): string {
  const between = step.betweenNodesMilliseconds;
  const total = between + operators.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return alignColumns([
    ['operator', 'count', 'ms', 'share', 'floor ms', 'floor/time'],
    ...operatorsToShow(operators).map((row) => [
      row.name,
      String(row.count),
      row.milliseconds.toFixed(3),
      percent(row.share),
      row.floorMilliseconds.toFixed(3),
      percent(row.floorFraction, 0),
    ]),
    ['between nodes', '', between.toFixed(3), percent(between / total), '', ''],
  ]);
}

function describeLayers({ layers, kind }: Profile): string {
  const isTraining = kind === 'training step';
  return alignColumns([
    ['layer', 'forward ms', ...(isTraining ? ['backward ms'] : []), 'share', 'floor/time'],
    ...layersToShow(layers).map((row) => [
      row.name,
      row.forwardMilliseconds.toFixed(3),
      ...(isTraining ? [row.backwardMilliseconds.toFixed(3)] : []),
      percent(row.share),
      percent(row.floorFraction, 0),
    ]),
  ]);
}
