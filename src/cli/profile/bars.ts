// A profile as a bar chart: the times of layers and of operators, each with a tick at its floor.
import { barFigure, type Bar } from '../../figures/bars.ts';
import type { Figure } from '../../figures/figure.ts';
import {
  layersToShow,
  operatorsToShow,
  outsideLayers,
  type LayerTime,
  type OperatorTime,
} from '../../node/profile/breakdown.ts';
import type { Profile } from '../../node/profile/profile.ts';
import { readable } from '../../number-words.ts';

export function profileFigure(profile: Profile, name: string): Figure {
  const { model, kind, step, operators, batchSize, threads, machine } = profile;
  const milliseconds = readable(step.milliseconds);
  return barFigure({
    ...{ name, title: `${model}, ${kind}: ${milliseconds} ms` },
    about: `batch ${batchSize}, ${threads} thread${threads === 1 ? '' : 's'}; floor ${readable(step.floorMilliseconds)} ms at ${readable(machine.peakGflops)} GFLOP/s and ${readable(machine.bandwidthGBs)} GB/s (caches ${readable(machine.cacheBandwidthGBs)} GB/s)`,
    legend: kind === 'training step' ? ['forward', 'backward'] : ['forward'],
    floor: 'floor on this machine',
    unit: 'milliseconds per step',
    panels: [
      { title: 'by layer', bars: layerBars(profile) },
      { title: 'by operator', bars: operatorsToShow(operators).map(operatorBar) },
    ],
  });
}

const layerBars = ({ layers, step }: Profile): Bar[] => [
  ...layersToShow(layers).map(layerBar),
  {
    label: 'between nodes',
    parts: [{ length: step.betweenNodesMilliseconds }],
    words: words(step.betweenNodesMilliseconds),
  },
];

const layerBar = (layer: LayerTime): Bar => ({
  label: layer.name,
  parts:
    layer.name === outsideLayers
      ? [{ length: layer.milliseconds }]
      : [
          { length: layer.forwardMilliseconds, entry: 0 },
          { length: layer.backwardMilliseconds, entry: 1 },
        ],
  floor: layer.floorMilliseconds,
  words: words(layer.milliseconds),
});

const operatorBar = ({ name, count, milliseconds, floorMilliseconds }: OperatorTime): Bar => ({
  label: `${name} (${count})`,
  parts: [{ length: milliseconds }],
  floor: floorMilliseconds,
  words: words(milliseconds),
});

const words = (milliseconds: number): string => `${readable(milliseconds)} ms`;
