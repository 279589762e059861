// How honest a classifier becomes with one temperature for all its probabilities: fitted on some pictures,
// measured on others, as on those that it is fitted on it would flatter.
import { brierScore } from './brier-score.ts';
import { calibration } from './calibration.ts';
import type { LabelledPredictions } from './classification-report.ts';
import { crossEntropy } from './cross-entropy.ts';
import { applyTemperature, fitTemperature } from './temperature.ts';

/** A temperature, and what it does to predictions that it was not fitted on. */
export interface TemperatureScaling {
  /** What logits are divided by; above 1 it makes probabilities less sure. */
  readonly temperature: number;
  /** How many items it was fitted on. */
  readonly fittedOn: number;
  /** The mean cross-entropy of the others, with the temperature, in nats. */
  readonly loss: number;
  /** The Brier score of the others, with the temperature. */
  readonly brierScore: number;
  /** Their expected calibration error, with the temperature. */
  readonly expectedCalibrationError: number;
}

/**
 * Fits a temperature on one set of predictions, and measures another set with it.
 *
 * @param fitted predictions on pictures that were not trained on: the validation split
 * @param measured predictions of the same classifier on others
 * @throws InputError when there are no items, the sizes don't fit, or a label or probability is out of range
 * @example
 * const classifier = await openClassifier(await readFile('best.onnx'));
 * const { train, test } = sketches({ train: 1200, test: 500 });
 * const onValidation = await predictLabelled(classifier, splitValidation(train, 1).validation);
 * const onTest = await predictLabelled(classifier, test);
 * const { temperature, expectedCalibrationError } = temperatureScaling(onValidation, onTest);
 */
export function temperatureScaling(
  fitted: LabelledPredictions,
  measured: LabelledPredictions,
): TemperatureScaling {
  const { labels, classNames } = measured;
  const classCount = classNames.length;
  const temperature = fitTemperature({ ...fitted, classCount });
  const probabilities = applyTemperature(measured.probabilities, classCount, temperature);
  return {
    temperature,
    fittedOn: fitted.labels.length,
    loss: crossEntropy(labels, probabilities, classCount),
    brierScore: brierScore(labels, probabilities, classCount),
    expectedCalibrationError: calibration({ labels, probabilities, classNames }).expectedCalibrationError,
  };
}
