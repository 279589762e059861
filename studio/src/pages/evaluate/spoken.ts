// A picture of an evaluation in words, and its name for the grid.
import type { PicturePlace } from '../../pictures/core/place.ts';
import { evaluateWords } from '../../words/evaluate.ts';
import { percent } from '../../words/numbers.ts';
import { pictureName, type Predictions } from './core/predictions.ts';

/** An evaluation has one split. */
export const placeOf = (index: number): PicturePlace => ({ split: '', index });

export function spoken(predictions: Predictions, index: number): string {
  const { classNames, labels, predicted, confidence } = predictions;
  return evaluateWords.picture(
    pictureName(predictions, index),
    classNames[labels[index]!]!,
    classNames[predicted[index]!]!,
    percent(confidence[index]),
  );
}
