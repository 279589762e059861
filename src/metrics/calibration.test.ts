// The expected calibration error of examples worked by hand.
import { expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { calibration } from './calibration.ts';

const classNames = ['cat', 'dog'];
/** Items of two classes that are said to be cats, with so much confidence, and whether they are. */
const cats = (items: [confidence: number, isCat: boolean][]) => ({
  labels: items.map(([, isCat]) => (isCat ? 0 : 1)),
  probabilities: items.flatMap(([confidence]) => [confidence, 1 - confidence]),
  classNames,
});

it('is the mean gap between accuracy and confidence, by hand', () => {
  const items = cats([
    [0.5, true], // (0.25, 0.5]: accuracy 1, confidence 0.5
    [0.625, false], // (0.5, 0.75]: accuracy 0.5, confidence 0.6875
    [0.75, true],
    [0.875, true], // (0.75, 1]: accuracy 0.5, confidence 0.9375
    [1, false],
  ]);
  expect(calibration(items, 4)).toEqual({
    expectedCalibrationError: expect.closeTo((1 * 0.5 + 2 * 0.1875 + 2 * 0.4375) / 5, 12) as number,
    bins: [
      { low: 0.25, high: 0.5, count: 1, confidence: 0.5, accuracy: 1 },
      { low: 0.5, high: 0.75, count: 2, confidence: 0.6875, accuracy: 0.5 },
      { low: 0.75, high: 1, count: 2, confidence: 0.9375, accuracy: 0.5 },
    ],
  });
});

it('has 15 bins by default', () => {
  const { bins } = calibration(cats([[0.61, true]]));
  expect(bins).toMatchObject([{ low: 9 / 15, high: 10 / 15, count: 1 }]);
});

it('is 0 if confidence equals accuracy, and 1 if certain and always wrong', () => {
  const fair = cats([true, true, true, false].map((isCat) => [0.75, isCat]));
  expect(calibration(fair).expectedCalibrationError).toBe(0);
  expect(calibration(cats([[1, false]])).expectedCalibrationError).toBe(1);
});

it('takes a float32 softmax that rounds above 1', () => {
  const items = { labels: [0], probabilities: [1.0000001, 0], classNames };
  expect(calibration(items).bins).toMatchObject([{ high: 1, count: 1 }]);
});

it('does not let the gap of one bin cancel that of another', () => {
  const items = cats([
    ...Array<[number, boolean]>(4).fill([0.6, true]),
    ...Array<[number, boolean]>(4).fill([0.9, false]),
  ]);
  expect(calibration(items).expectedCalibrationError).toBeCloseTo((0.4 + 0.9) / 2, 12);
});

it('refuses values that do not fit', () => {
  for (const [labels, probabilities, message] of [
    [[], [], 'labels: expected at least one, got none'],
    [[0], [1], 'probabilities: expected 1 × 2 values, got 1'],
    [[2], [0.5, 0.5], 'labels[0]: expected a class from 0 to 1, got 2'],
  ] as const)
    expect(() => calibration({ labels, probabilities, classNames })).toThrow(new InputError(message));
});
