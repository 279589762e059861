// A map as a figure and as a table, to save.
import { embeddingFigure } from '../../../../../src/figures/embedding-map.ts';
import type { Figure, FigureHead } from '../../../../../src/figures/figure.ts';
import { toCsv } from '../../../core/csv.ts';
import type { Item } from './items.ts';

/** @param places `[pictures, 2]` */
export function mapFigure(
  head: FigureHead,
  pictures: readonly Item[],
  places: Float32Array,
  classNames: readonly string[],
): Figure {
  const labels = Int32Array.from(pictures, ({ label }) => label);
  // Labels as predictions that are certain, because the figure rings those that are wrong.
  const probabilities = new Float32Array(labels.length * classNames.length);
  labels.forEach((label, i) => (probabilities[i * classNames.length + label] = 1));
  const indices = Int32Array.from(labels, (_, i) => i);
  return embeddingFigure({ ...head, indices, places, predictions: { labels, probabilities, classNames } });
}

export const mapCsv = (
  pictures: readonly Item[],
  places: Float32Array,
  classNames: readonly string[],
): string =>
  toCsv(
    ['split', 'index', 'file', 'class', 'x', 'y'],
    pictures.map(({ split, index, file, label }, i) => [
      ...[split, index, file, classNames[label], places[2 * i], places[2 * i + 1]],
    ]),
  );
