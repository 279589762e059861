// Pictures as places in the plane, coloured by their true class, with a ring around those that the model gets
// wrong. Each class is named where it lies, so that nobody needs to tell ten colours apart; after the eighth,
// places are squares.
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Figure, FigureHead } from './figure.ts';
import { colourCount, fillClass } from './style.ts';
import { circle, round, text } from './svg.ts';

interface MapOptions extends FigureHead {
  /** Which pictures. */
  readonly indices: ArrayLike<number>;
  /** `[indices, 2]` */
  readonly places: Float32Array;
  readonly predictions: LabelledPredictions;
}

const width = 860;
const height = 620;
const margin = 24;

export function embeddingFigure(options: MapOptions): Figure {
  const { name, title, about, indices, places, predictions } = options;
  const { labels, probabilities, classNames } = predictions;
  const predicted = predictedClasses(probabilities, classNames.length);
  const at = placing(places);
  const marks = Array.from(indices, (index, k) => ({
    ...{ index, label: labels[index]!, isMissed: predicted[index] !== labels[index] },
    ...at(places[2 * k]!, places[2 * k + 1]!),
  }));
  const sorted = [...marks.filter(({ isMissed }) => !isMissed), ...marks.filter(({ isMissed }) => isMissed)];
  return {
    ...{ name, title, about, width, height },
    parts: [
      ...sorted.map(drawMark),
      ...classNames.map((className, label) =>
        drawName(
          className,
          marks.filter((mark) => mark.label === label),
        ),
      ),
    ],
  };
}

interface Mark {
  readonly index: number;
  readonly label: number;
  readonly isMissed: boolean;
  readonly x: number;
  readonly y: number;
}

/** From coordinates to pixels, both axes at one scale. */
function placing(places: Float32Array): (x: number, y: number) => { x: number; y: number } {
  const even = places.filter((_, i) => i % 2 === 0);
  const odd = places.filter((_, i) => i % 2 === 1);
  const [left, right] = bounds(even);
  const [low, high] = bounds(odd);
  const scale = Math.min((width - 2 * margin) / (right - left), (height - 2 * margin) / (high - low));
  return (x, y) => ({
    x: round(width / 2 + (x - (left + right) / 2) * scale),
    y: round(height / 2 - (y - (low + high) / 2) * scale),
  });
}

/** Of values; never equal. */
function bounds(values: Float32Array): [number, number] {
  const sorted = values.slice().sort();
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  return high > low ? [low, high] : [low - 1, high + 1];
}

function drawMark({ index, label, isMissed, x, y }: Mark): string {
  const colour = fillClass(label);
  const shape =
    label < colourCount
      ? `<circle class="${colour}" data-index="${index}" cx="${x}" cy="${y}" r="3"/>`
      : `<rect class="${colour}" data-index="${index}" x="${round(x - 2.7)}" y="${round(y - 2.7)}" width="5.4" height="5.4"/>`;
  return isMissed ? shape + circle(x, y, 4.6, 'missed') : shape;
}

/** Pixels within which places are a crowd. */
const crowdRadius = 40;

/**
 * Where most of its places are: a class may lie in several groups, with nothing in the middle between them.
 */
function drawName(className: string, marks: readonly Mark[]): string {
  const crowd = ({ x, y }: Mark) =>
    marks.filter((other) => Math.hypot(other.x - x, other.y - y) < crowdRadius).length;
  const [densest] = marks.map((mark) => ({ ...mark, size: crowd(mark) })).sort((a, b) => b.size - a.size);
  return densest ? text(densest.x, densest.y, className, 'halo middle') : '';
}
