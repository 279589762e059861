// What a model says of pictures, in rows: probabilities and novelty of a classifier, scores and maps of an
// inspector.
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import type { ModelCard } from '../../nn/classifier-file.ts';

/** The description of a model: a classifier or an inspector. */
export type ServedCard = ModelCard | InspectorCard;

/** Whether a description is that of a classifier. */
export const isClassifierCard = (card: ServedCard): card is ModelCard => 'classNames' in card;

/** An output of a model. */
export interface ModelOutput {
  readonly name: string;
  /** The shape of a row; none for a single number. */
  readonly shape: readonly number[];
}

/** The numbers in a row of an output. */
export const rowSize = ({ shape }: ModelOutput): number => shape.reduce((size, side) => size * side, 1);

/** By output, float32 `[rows, ...shape]`. */
export type Rows = Readonly<Record<string, Float32Array>>;
