// A profile as a picture: horizontal bars for layers and for operators on one scale of milliseconds, each
// with a tick where its floor is. Its colours (Okabe & Ito, 2008) can be told apart by colour-blind readers.
import { dark, light, line, rect, svgDocument, text } from '../figure/svg.ts';
import { readable, ticksUpTo } from '../figure/ticks.ts';
import {
  layersToShow,
  operatorsToShow,
  outsideLayers,
  type LayerTime,
  type OperatorTime,
} from './breakdown.ts';
import type { Profile } from './profile.ts';

interface Bar {
  readonly label: string;
  /** Milliseconds, one after the other. */
  readonly parts: readonly { readonly className: string; readonly length: number }[];
  readonly floor?: number;
}

interface Panel {
  readonly title: string;
  readonly bars: readonly Bar[];
}

const width = 860;
const left = 230;
const right = width - 120;
const rowHeight = 24;
const barHeight = 14;
const headHeight = 96;
const panelHead = 34;
const panelFoot = 56;

const coloured = ({ ink, ground }: typeof light, forward: string, neutral: string): string =>
  `.forward { fill: ${forward} } .neutral { fill: ${neutral} } .floor { stroke: ${ink} } .halo { stroke: ${ground} }`;

const styles = {
  always:
    '.panel { font-weight: 600 } .backward { fill: #e69f00 } .floor { stroke-width: 2.5 } .halo { stroke-width: 5 }',
  light: coloured(light, '#0072b2', '#8c959f'),
  dark: coloured(dark, '#56b4e9', '#6e7681'),
};

/** The figure as an SVG document. */
export function drawProfile(profile: Profile): string {
  const panels = [
    { title: 'by layer', bars: layerBars(profile) },
    { title: 'by operator', bars: operatorsToShow(profile.operators).map(operatorBar) },
  ];
  const scale = scaleFor(panels.flatMap(({ bars }) => bars.map(lengthOf)));
  let top = headHeight;
  const drawn = panels.map((panel) => {
    const text = drawPanel(panel, top, scale);
    top += panelHead + panel.bars.length * rowHeight + panelFoot;
    return text;
  });
  const frame = { width, height: top, title: titleOf(profile), styles };
  return svgDocument(frame, [...drawHead(profile), ...drawn]);
}

const titleOf = ({ model, kind, step }: Profile): string =>
  `${model}, ${kind}: ${readable(step.milliseconds)} ms`;

function drawHead(profile: Profile): string[] {
  const { batchSize, threads, machine, step } = profile;
  const about = `batch ${batchSize}, ${threads} thread${threads === 1 ? '' : 's'}; floor ${readable(step.floorMilliseconds)} ms at ${readable(machine.peakGflops)} GFLOP/s and ${readable(machine.bandwidthGBs)} GB/s (caches ${readable(machine.cacheBandwidthGBs)} GB/s)`;
  const isTraining = profile.kind === 'training step';
  return [
    text(20, 32, titleOf(profile), 'title'),
    text(20, 54, about, 'quiet'),
    rect(20, 70, 14, barHeight, 'forward') + text(40, 82, 'forward'),
    isTraining ? rect(110, 70, 14, barHeight, 'backward') + text(130, 82, 'backward') : '',
    floorTick(215, 68) + text(224, 82, 'floor on this machine'),
  ];
}

const layerBars = ({ layers, step }: Profile): Bar[] => [
  ...layersToShow(layers).map(layerBar),
  { label: 'between nodes', parts: [{ className: 'neutral', length: step.betweenNodesMilliseconds }] },
];

const layerBar = (layer: LayerTime): Bar => ({
  label: layer.name,
  parts:
    layer.name === outsideLayers
      ? [{ className: 'neutral', length: layer.milliseconds }]
      : [
          { className: 'forward', length: layer.forwardMilliseconds },
          { className: 'backward', length: layer.backwardMilliseconds },
        ],
  floor: layer.floorMilliseconds,
});

const operatorBar = ({ name, count, milliseconds, floorMilliseconds }: OperatorTime): Bar => ({
  label: `${name} (${count})`,
  parts: [{ className: 'neutral', length: milliseconds }],
  floor: floorMilliseconds,
});

interface Scale {
  readonly ticks: readonly number[];
  readonly x: (milliseconds: number) => number;
}

/** From 0 to the longest bar. */
function scaleFor(lengths: readonly number[]): Scale {
  const longest = Math.max(...lengths, 1e-6);
  return {
    ticks: ticksUpTo(longest),
    x: (milliseconds) => left + ((right - left) * milliseconds) / longest,
  };
}

function drawPanel({ title, bars }: Panel, top: number, { ticks, x }: Scale): string {
  const start = top + panelHead;
  const end = start + bars.length * rowHeight;
  return [
    text(20, top + 20, title, 'panel'),
    ...ticks.map(
      (tick) =>
        line(
          [
            [x(tick), start],
            [x(tick), end],
          ],
          'grid',
        ) + text(x(tick), end + 17, String(tick), 'quiet middle'),
    ),
    text((left + right) / 2, end + 36, 'milliseconds a step', 'quiet middle'),
    ...bars.map((bar, row) => drawBar(bar, start + row * rowHeight + (rowHeight - barHeight) / 2, x)),
  ].join('\n');
}

function drawBar({ label, parts, floor }: Bar, top: number, x: Scale['x']): string {
  let done = 0;
  const rects = parts.map(({ className, length }) => {
    const drawn = rect(x(done), top, x(done + length) - x(done), barHeight, className);
    done += length;
    return drawn;
  });
  const middle = top + barHeight - 3;
  return [
    text(left - 10, middle, label.length > 30 ? `…${label.slice(-29)}` : label, 'end'),
    ...rects,
    floor === undefined ? '' : floorTick(x(floor), top - 2),
    text(x(done) + 8, middle, `${readable(done)} ms`),
  ].join('');
}

const lengthOf = ({ parts }: Bar): number => sum(parts.map(({ length }) => length));
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** With a seam of the ground's colour, so that it shows on every bar. */
const floorTick = (x: number, y: number): string =>
  ['halo', 'floor']
    .map((name) =>
      line(
        [
          [x, y],
          [x, y + barHeight + 4],
        ],
        name,
      ),
    )
    .join('');
