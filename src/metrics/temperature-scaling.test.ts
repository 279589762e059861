// Scaling of overconfident probabilities, equal in two sets.
import { expect, it } from 'vitest';
import { calibration } from './calibration.ts';
import { crossEntropy } from './cross-entropy.ts';
import { temperatureScaling } from './temperature-scaling.ts';
import { fitTemperature } from './temperature.ts';

const classNames = ['cat', 'dog'];
/** Said to be cats with a probability of 0.9; so many of them are. */
const cats = (count: number, right: number) => ({
  labels: Array.from({ length: count }, (_, i) => (i < right ? 0 : 1)),
  probabilities: Array.from({ length: 2 * count }, (_, i) => (i % 2 ? 0.1 : 0.9)),
  classNames,
});

it('makes the mean confidence on the fitted split its accuracy', () => {
  const [validation, test] = [cats(100, 75), cats(50, 35)];
  const scaled = temperatureScaling(validation, test);
  // log(9) / T = log(3): the odds of three in four.
  expect(scaled.temperature).toBeCloseTo(2, 8);
  expect(scaled.temperature).toBe(fitTemperature({ ...validation, classCount: 2 }));
  expect(scaled.fittedOn).toBe(100);
  // Of the test pictures 0.7 are right, where 0.75 is now said; before it was 0.9.
  expect(scaled.expectedCalibrationError).toBeCloseTo(0.05, 8);
  expect(calibration(test).expectedCalibrationError).toBeCloseTo(0.2, 8);
  expect(scaled.loss).toBeCloseTo(-0.7 * Math.log(0.75) - 0.3 * Math.log(0.25), 8);
  expect(scaled.loss).toBeLessThan(crossEntropy(test.labels, test.probabilities, 2));
  expect(scaled.brierScore).toBeCloseTo(2 * (0.7 * 0.25 ** 2 + 0.3 * 0.75 ** 2), 8);
});
