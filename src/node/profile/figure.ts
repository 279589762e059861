// A profile as a picture: horizontal bars for layers and for operators on one scale of milliseconds, each with a tick
// where its floor is. SVG, written by hand; its colours (Okabe & Ito, 2008) can be told apart by colour-blind readers,
// and follow the reader's light or dark setting.
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

interface Colours {
  readonly ground: string;
  readonly ink: string;
  readonly quiet: string;
  readonly grid: string;
  readonly forward: string;
  readonly neutral: string;
}

const light = {
  ...{ ground: '#fff', ink: '#1b1f24', quiet: '#59636e', grid: '#d8dee4' },
  ...{ forward: '#0072b2', neutral: '#8c959f' },
};
const dark = {
  ...{ ground: '#0d1117', ink: '#e6edf3', quiet: '#9198a1', grid: '#2f353d' },
  ...{ forward: '#56b4e9', neutral: '#6e7681' },
};

/** Without CSS variables, which not every program that draws SVG knows. */
const coloured = ({ ground, ink, quiet, grid, forward, neutral }: Colours): string => `
  text { fill: ${ink} } .quiet { fill: ${quiet} } .ground { fill: ${ground} } .grid { stroke: ${grid} }
  .forward { fill: ${forward} } .neutral { fill: ${neutral} } .floor { stroke: ${ink} } .halo { stroke: ${ground} }`;

const style = `
  text { font: 13px system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif }
  .title { font-size: 18px; font-weight: 600 } .panel { font-weight: 600 }
  .end { text-anchor: end } .middle { text-anchor: middle }
  .backward { fill: #e69f00 } .floor { stroke-width: 2.5 } .halo { stroke-width: 5 }${coloured(light)}
  @media (prefers-color-scheme: dark) {${coloured(dark)}
  }`;

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
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${top}" width="${width}" height="${top}" role="img" aria-label="${escape(titleOf(profile))}">`,
    `<style>${style}\n</style>`,
    `<rect class="ground" width="${width}" height="${top}"/>`,
    ...drawHead(profile),
    ...drawn,
    '</svg>\n',
  ].join('\n');
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
    rect(20, 70, 14, 'forward') + text(40, 82, 'forward'),
    isTraining ? rect(110, 70, 14, 'backward') + text(130, 82, 'backward') : '',
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

/** From 0 to the longest bar, with ticks at 1, 2 or 5 times a power of ten. */
function scaleFor(lengths: readonly number[]): Scale {
  const longest = Math.max(...lengths, 1e-6);
  const magnitude = 10 ** Math.floor(Math.log10(longest / 4));
  const step = magnitude * [1, 2, 5, 10].find((factor) => longest / (factor * magnitude) <= 8)!;
  const ticks = Array.from({ length: Math.floor(longest / step) + 1 }, (_, i) =>
    Number((i * step).toPrecision(6)),
  );
  return { ticks, x: (milliseconds) => left + ((right - left) * milliseconds) / longest };
}

function drawPanel({ title, bars }: Panel, top: number, { ticks, x }: Scale): string {
  const start = top + panelHead;
  const end = start + bars.length * rowHeight;
  return [
    text(20, top + 20, title, 'panel'),
    ...ticks.map(
      (tick) =>
        `<line class="grid" x1="${round(x(tick))}" x2="${round(x(tick))}" y1="${start}" y2="${end}"/>` +
        text(x(tick), end + 17, String(tick), 'quiet middle'),
    ),
    text((left + right) / 2, end + 36, 'milliseconds a step', 'quiet middle'),
    ...bars.map((bar, row) => drawBar(bar, start + row * rowHeight + (rowHeight - barHeight) / 2, x)),
  ].join('\n');
}

function drawBar({ label, parts, floor }: Bar, top: number, x: Scale['x']): string {
  let done = 0;
  const rects = parts.map(({ className, length }) => {
    const drawn = rect(x(done), top, x(done + length) - x(done), className);
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
const round = (value: number): number => Math.round(value * 10) / 10;

const rect = (x: number, y: number, length: number, className: string): string =>
  `<rect class="${className}" x="${round(x)}" y="${y}" width="${round(length)}" height="${barHeight}"/>`;
const text = (x: number, y: number, words: string, className?: string): string =>
  `<text x="${round(x)}" y="${y}"${className ? ` class="${className}"` : ''}>${escape(words)}</text>`;
/** With a seam of the ground's colour, so that it shows on every bar. */
const floorTick = (x: number, y: number): string =>
  ['halo', 'floor'].map((name) => `<path class="${name}" d="M${round(x)} ${y}v${barHeight + 4}"/>`).join('');

/** Three digits, with a separator of thousands. */
export const readable = (value: number): string =>
  value.toLocaleString('en', value >= 100 ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: 3 });

const escape = (words: string): string =>
  words.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
