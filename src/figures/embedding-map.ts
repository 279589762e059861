// A map of pictures as marks in two dimensions, coloured by true class, with a ring around wrong predictions.
// The name of each class is at its densest part, because nobody can distinguish ten colours. From the ninth
// class on, marks are squares.
import type { LabelledPredictions } from '../metrics/classification-report.ts';
import { predictedClasses } from '../metrics/top-k.ts';
import type { Figure, FigureHead } from './figure.ts';
import { wordsWidth } from './legend.ts';
import { colourCount, fillClass } from './style.ts';
import { circle, round, text } from './svg.ts';

interface MapOptions extends FigureHead {
  /** The pictures to draw. */
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
      ...apart(
        classNames.flatMap((className, label) =>
          nameOf(
            className,
            marks.filter((mark) => mark.label === label),
          ),
        ),
      ).map(({ words, x, y }) => text(x, y, words, 'halo middle')),
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

/** Returns a function from coordinates to pixels, with the same scale on both axes. */
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

/** The lowest and highest value, moved apart if they are equal. */
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

/** Of more marks of a class, only some are counted. */
const mostCounted = 2000;
/** The radius, in pixels, in which the density of marks is counted. */
const crowdRadius = 40;

interface Name {
  readonly words: string;
  readonly x: number;
  readonly y: number;
}

/** A class's name at its densest part: its centre may be empty if it has several groups. */
function nameOf(words: string, all: readonly Mark[]): Name[] {
  const step = Math.ceil(all.length / mostCounted);
  const marks = all.filter((_, i) => i % step === 0);
  const crowd = ({ x, y }: Mark) =>
    marks.filter((other) => Math.hypot(other.x - x, other.y - y) < crowdRadius).length;
  const [densest] = marks.map((mark) => ({ ...mark, size: crowd(mark) })).sort((a, b) => b.size - a.size);
  return densest ? [{ words, x: densest.x, y: densest.y }] : [];
}

const lineHeight = 16;

/** Moves names down so that they do not overlap. */
function apart(names: readonly Name[]): Name[] {
  const placed: Name[] = [];
  for (const name of [...names].sort((a, b) => a.y - b.y)) {
    let { y } = name;
    for (const other of placed) {
      const isBeside = Math.abs(other.x - name.x) > (wordsWidth(other.words) + wordsWidth(name.words)) / 2;
      if (!isBeside && Math.abs(y - other.y) < lineHeight) y = other.y + lineHeight;
    }
    placed.push({ ...name, y });
    placed.sort((a, b) => a.y - b.y);
  }
  return placed;
}
