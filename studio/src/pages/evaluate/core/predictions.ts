// What a model predicted for each picture, as the page works with it.
import { predictedClasses } from '../../../../../src/metrics/top-k.ts';
import type { Attribute, EvaluationDocument } from '../../../../../src/server/studio/contract/evaluations.ts';

/** A column of the predictions. */
export interface AttributeColumn extends Attribute {
  /** `[count]` */
  readonly numbers: Float32Array;
}

/** The results of an evaluation by picture. */
export interface Predictions {
  readonly count: number;
  readonly classNames: readonly string[];
  readonly files: readonly string[] | undefined;
  readonly labels: Int32Array;
  /** `[count, classes]` */
  readonly probabilities: Float32Array;
  readonly predicted: Int32Array;
  /** The probability of the predicted class. */
  readonly confidence: Float32Array;
  readonly columns: readonly AttributeColumn[];
}

/**
 * Takes predictions.bin apart.
 *
 * @throws Error if it does not fit the document
 */
export function readPredictions(document: EvaluationDocument, bytes: ArrayBuffer): Predictions {
  const { count, classNames, attributes, files } = document;
  const classes = classNames.length;
  const expected = 4 * count * (1 + classes + attributes.length);
  if (bytes.byteLength !== expected) throw new Error('the predictions are damaged: measure again');
  const labels = new Int32Array(bytes, 0, count);
  const probabilities = new Float32Array(bytes, 4 * count, count * classes);
  const predicted = predictedClasses(probabilities, classes);
  return {
    ...{ count, classNames, files, labels, probabilities, predicted },
    confidence: Float32Array.from(predicted, (label, i) => probabilities[i * classes + label]!),
    columns: attributes.map((attribute, i) => ({
      ...attribute,
      numbers: new Float32Array(bytes, 4 * count * (1 + classes + i), count),
    })),
  };
}

/** How a picture is called: its file, or its number. */
export const pictureName = ({ files }: Pick<Predictions, 'files'>, index: number): string =>
  files?.[index] ?? `#${index}`;
