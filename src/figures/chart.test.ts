// A chart of curves: points are where the axes say, legends do not overlap, and text is escaped.
import { describe, expect, it } from 'vitest';
import { axisUpTo } from './axis.ts';
import { chart } from './chart.ts';
import { figureDocument, figureElement } from './figure.ts';
import { panelFigure } from './panels.ts';

const frame = {
  name: 'test',
  title: 'a <title>',
  about: 'about "it" & more',
  axes: { x: axisUpTo(10), y: axisUpTo(0.4) },
  labels: { x: 'epochs', y: 'rate' },
};

const drawn = (labels: readonly string[], points: readonly (readonly [number, number])[]): string =>
  figureDocument(chart({ ...frame, curves: labels.map((label) => ({ label, points })) }));

interface Path {
  readonly className: string;
  readonly places: readonly number[][];
}

const pathsOf = (svg: string): Path[] =>
  [...svg.matchAll(/<path class="([^"]+)" d="M([^"]+)"/g)].map(([, className, d]) => ({
    className: className!,
    places: d!.split('L').map((place) => place.split(',').map(Number)),
  }));

describe('a curve', () => {
  const paths = pathsOf(
    drawn(
      ['one'],
      [
        [0, 0],
        [2.5, 0.1],
        [5, 0.2],
        [10, 0.4],
        [10, 0],
      ],
    ),
  );
  const grid = paths.filter(({ className }) => className === 'grid');
  const across = grid.filter(({ places: [a, b] }) => a![1] === b![1]);
  const up = grid.filter(({ places: [a, b] }) => a![0] === b![0]);
  const [bends] = paths.filter(({ className }) => className === 'curve curve0').slice(-1);

  it('goes through the corners of the axes, with points only at its bends', () => {
    const [left, right] = [up[0]!.places[0]![0]!, up.at(-1)!.places[0]![0]!];
    const [bottom, top] = [across[0]!.places[0]![1]!, across.at(-1)!.places[0]![1]!];
    expect(right).toBeGreaterThan(left);
    expect(bottom).toBeGreaterThan(top);
    expect(bends!.places).toEqual([
      [left, bottom],
      [right, top],
      [right, bottom],
    ]);
  });

  it('has ticks from 0 to the highest values', () => {
    const svg = drawn(['one'], [[0, 0]]);
    for (const words of ['>0.0<', '>0.1<', '>0.4<', '>2<', '>10<', '>epochs<', '>rate<'])
      expect(svg).toContain(words);
  });
});

it('puts the legends of a few curves side by side above the plot', () => {
  const labels = ['short', 'x'.repeat(70), 'again', 'y'.repeat(40)];
  const svg = drawn(labels, [
    [0, 0.1],
    [10, 0.2],
  ]);
  const samples = pathsOf(svg)
    .filter(({ className }) => className.startsWith('curve'))
    .slice(0, 4);
  const boxes = samples.map(({ places }, i) => ({
    start: places[0]![0]!,
    row: places[0]![1]!,
    end: places[1]![0]! + 8 + labels[i]!.length * 7.7,
  }));
  boxes.forEach((box, i) => {
    expect(box.end).toBeLessThan(860);
    for (const other of boxes.slice(0, i))
      expect(other.row !== box.row || other.end <= box.start, labels[i]).toBe(true);
  });
  expect(new Set(samples.map(({ className }) => className)).size).toBe(4);
  const heights = pathsOf(svg)
    .filter(({ className }) => className === 'grid')
    .flatMap(({ places }) => places.map(([, y]) => y!));
  expect(Math.max(...boxes.map(({ row }) => row))).toBeLessThan(Math.min(...heights) - 20);
});

it('draws each of many curves in a separate plot', () => {
  const labels = Array.from({ length: 11 }, (_, i) => `curve ${i}`);
  const points = [
    [0, 0],
    [10, 0.4],
  ] as const;
  const panels = labels.map((label, i) => ({ label, curves: [points], firstColour: i }));
  const svg = figureElement(panelFigure({ ...frame, panels }));
  const height = Number(/height="([\d.]+)"/.exec(svg)![1]);
  const curves = pathsOf(svg).filter(({ className }) => className.startsWith('curve'));
  expect(new Set(curves.map(({ className }) => className)).size).toBe(11);
  const boxes = curves.map(({ places: [start, end] }) => ({
    left: start![0]!,
    bottom: start![1]!,
    right: end![0]!,
    top: end![1]!,
  }));
  boxes.forEach((box, i) => {
    expect(box.right <= 860 && box.bottom < height - 20, labels[i]).toBe(true);
    expect(svg).toContain(`>${labels[i]}<`);
    for (const other of boxes.slice(0, i)) {
      const isBeside = other.right < box.left || box.right < other.left;
      expect(isBeside || other.bottom + 20 < box.top, labels[i]).toBe(true);
    }
  });
});

it('escapes markup in text', () => {
  const svg = drawn(['<b>&"'], [[0, 0]]);
  expect(svg).not.toContain('<b>');
  expect(svg).toContain('&#60;b&#62;&#38;&#34;');
});
