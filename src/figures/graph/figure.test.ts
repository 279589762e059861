// The drawing of a graph: what it shows, where, and in which colours.
import { describe, expect, it } from 'vitest';
import { Graph } from '../../engine/graph/graph.ts';
import { add, relu } from '../../engine/graph/operators/index.ts';
import { figureDocument, figureElement } from '../figure.ts';
import { graphFigure } from './figure.ts';

const head = { name: 'graph', title: 'a < b', about: 'about it' };

/** Two operators in a row; a third that nothing needs, and a constant. */
function smallGraph(): Graph {
  const graph = new Graph();
  const x = graph.input('x', 'float32', [2, 3]);
  relu(relu(x));
  graph.output('y', add(relu(x), graph.constant(Float32Array.of(1), [1], 'float32')));
  return graph;
}

const boxesOf = (svg: string) =>
  [...svg.matchAll(/<rect class="(\w+)" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"/g)].map(
    ([, className, ...numbers]) => {
      const [x, y, width, height] = numbers.map(Number) as [number, number, number, number];
      return { className, left: x, top: y, right: x + width, bottom: y + height };
    },
  );

describe('the drawing of a graph', () => {
  const figure = graphFigure(smallGraph(), head);
  const svg = figureElement(figure);

  it('shows the nodes that outputs need, with their shapes, and no constants', () => {
    const texts = [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text]) => text);
    expect(texts.slice(0, 3)).toEqual(['forward', 'input', 'result']);
    expect(texts.slice(-8)).toEqual(['x', '2×3', 'Relu', '2×3', 'Add', '2×3', 'y', '2×3']);
  });

  it('has stacked boxes, inside the figure, in the colours of the legend', () => {
    const boxes = boxesOf(svg);
    expect(boxes.map(({ className }) => className)).toEqual([
      ...['tint0', 'tint1', 'tint6'],
      ...['tint1', 'tint0', 'tint0', 'tint6'],
    ]);
    const drawn = boxes.slice(3);
    drawn.slice(1).forEach(({ top }, i) => expect(top).toBeGreaterThan(drawn[i]!.bottom));
    for (const { left, right, bottom } of boxes) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(figure.width);
      expect(bottom).toBeLessThan(figure.height);
    }
  });

  it('connects the boxes', () => {
    const boxes = boxesOf(svg).slice(3);
    const edges = [
      ...svg.matchAll(/<path class="edge curve\d" d="M([\d.]+) ([\d.]+)C.* ([\d.]+) ([\d.]+)"/g),
    ];
    const ends = edges.map(([, , top, , bottom]) => [Number(top), Number(bottom)]);
    expect(ends).toEqual(boxes.slice(1).map(({ top }, i) => [boxes[i]!.bottom, top]));
  });

  it('is a document with a title, for light and dark', () => {
    const document = figureDocument(figure);
    expect(document).toContain('>a &#60; b</text>');
    expect(document).toContain('@media (prefers-color-scheme: dark)');
    expect(document).not.toMatch(/NaN|undefined|Infinity|(?:fill|stroke)="/);
  });
});
