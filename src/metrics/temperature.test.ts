// Known temperatures: of probabilities made with one, and where there is none. scikit-learn.test.ts compares
// them with scikit-learn.
import { expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import { crossEntropy } from './cross-entropy.ts';
import { applyTemperature, fitTemperature } from './temperature.ts';
import { predictedClasses } from './top-k.ts';

/** Labels drawn from honest probabilities, and those probabilities. */
function honest(count: number, classCount: number) {
  const random = new Random(11, 'temperature');
  const logits = Float64Array.from({ length: count * classCount }, () => 2 * random.normal());
  const probabilities = applyTemperature(logits.map(Math.exp).map(Math.fround), classCount, 1);
  const labels = Int32Array.from({ length: count }, (_, i) => {
    let left = random.uniform();
    for (let c = 0; c < classCount; c++) {
      left -= probabilities[i * classCount + c]!;
      if (left < 0) return c;
    }
    return classCount - 1;
  });
  return { labels, probabilities, classCount };
}

it('finds the inverse of an applied temperature', () => {
  const items = honest(2000, 5);
  const own = fitTemperature(items);
  expect(own).toBeGreaterThan(0.95);
  expect(own).toBeLessThan(1.05);
  for (const factor of [0.25, 3]) {
    const probabilities = applyTemperature(items.probabilities, 5, factor);
    expect(fitTemperature({ ...items, probabilities })).toBeCloseTo(own / factor, 8);
  }
});

it('minimises the loss', () => {
  const items = honest(300, 4);
  const best = fitTemperature(items);
  const loss = (temperature: number) =>
    crossEntropy(items.labels, applyTemperature(items.probabilities, 4, temperature), 4);
  for (const factor of [0.5, 0.9, 0.999, 1.001, 1.1, 2]) expect(loss(best)).toBeLessThan(loss(best * factor));
});

it('is softmax(log p / T) by hand, and keeps the order of classes', () => {
  const scaled = applyTemperature([0.8, 0.2], 2, 2);
  expect(scaled[0]).toBeCloseTo(Math.sqrt(0.8) / (Math.sqrt(0.8) + Math.sqrt(0.2)), 14);
  const { probabilities } = honest(100, 5);
  for (const temperature of [0.1, 10])
    expect(predictedClasses(applyTemperature(probabilities, 5, temperature), 5)).toEqual(
      predictedClasses(probabilities, 5),
    );
});

it('takes probabilities of 0 and 1', () => {
  const probabilities = [1, 0, 0, 1, 1, 0, 1, 0];
  // Sure of four, wrong in one: the best that can be said is 3/4, where 2¹²⁶ᐟᵀ is 3.
  const found = fitTemperature({ labels: [0, 1, 0, 1], probabilities, classCount: 2 });
  expect(found).toBeCloseTo((126 * Math.LN2) / Math.log(3), 8);
  expect([...applyTemperature([1, 0], 2, found)]).toEqual([
    expect.closeTo(0.75, 10),
    expect.closeTo(0.25, 10),
  ]);
});

it('stops at the end of its range if the loss keeps falling', () => {
  expect(fitTemperature({ labels: [0], probabilities: [0.6, 0.4], classCount: 2 })).toBeCloseTo(0.01, 10);
  expect(fitTemperature({ labels: [1], probabilities: [0.6, 0.4], classCount: 2 })).toBeCloseTo(100, 8);
});

it('is 1 if no temperature changes anything', () => {
  expect(fitTemperature({ labels: [0, 1], probabilities: [0.5, 0.5, 0.5, 0.5], classCount: 2 })).toBe(1);
});

it('refuses values that do not fit', () => {
  expect(() => fitTemperature({ labels: [], probabilities: [], classCount: 2 })).toThrow(InputError);
  expect(() => fitTemperature({ labels: [0], probabilities: [2, 0], classCount: 2 })).toThrow(InputError);
});
