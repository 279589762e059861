// The prediction of the network as a table: what the chapters about it show.
import { csvOf } from '../../../core/csv.ts';

interface Prediction {
  readonly classNames: readonly string[];
  readonly scores: Float32Array;
  readonly probabilities: Float32Array;
  /** The gradient of the loss at each score. */
  readonly gradient: Float32Array;
  /** The true class. */
  readonly label: number;
}

export const predictionCsv = (prediction: Prediction): string => {
  const { classNames, scores, probabilities, gradient, label } = prediction;
  return csvOf([...classNames.keys()], {
    class: (i) => classNames[i],
    score: (i) => scores[i],
    probability: (i) => probabilities[i],
    truth: (i) => (i === label ? 1 : 0),
    gradient: (i) => gradient[i],
  });
};
