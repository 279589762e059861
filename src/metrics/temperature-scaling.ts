// How well one temperature calibrates a classifier: it is fitted on some pictures and measured on others,
// because the pictures of the fit would make it look too good.
import { brierScore } from './brier-score.ts';
import { calibration } from './calibration.ts';
import type { LabelledPredictions } from './classification-report.ts';
import { crossEntropy } from './cross-entropy.ts';
import { applyTemperature, fitTemperature } from './temperature.ts';

/** A temperature, and its effect on predictions that it was not fitted on. */
export interface TemperatureScaling {
  /** The number that divides the logits. Above 1 it makes probabilities less confident. */
  readonly temperature: number;
  /** The number of items that it was fitted on. */
  readonly fittedOn: number;
  /** The mean cross-entropy of the measured items at this temperature, in nats. */
  readonly loss: number;
  /** The Brier score of the measured items at this temperature. */
  readonly brierScore: number;
  /** The expected calibration error of the measured items at this temperature. */
  readonly expectedCalibrationError: number;
}

/**
 * Fits a temperature on one set of predictions and measures its effect on another.
 *
 * @param fitted predictions for pictures that were not trained on, e.g. the validation split
 * @param measured predictions of the same classifier for other pictures
 * @throws InputError if there are no items, the sizes don't match, or a label or probability is out of range
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
