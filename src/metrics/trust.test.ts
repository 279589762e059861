// Figures about knowing what a model does not know, compared with brute force and results by hand.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { Random } from '../random.ts';
import type { LabelledPredictions } from './classification-report.ts';
import { auroc, noveltyDetection } from './novelty-detection.ts';
import { conformalThreshold, predictionSet, predictionSetsReport } from './prediction-sets.ts';
import { riskCoverage, selectiveAccuracy, thresholdFor } from './risk-coverage.ts';

const two = ['a', 'b'];
/** The probabilities of the first of two classes. */
const predictions = (first: readonly number[], labels: readonly number[]): LabelledPredictions => ({
  labels: Int32Array.from(labels),
  probabilities: Float64Array.from(first.flatMap((p) => [p, 1 - p])),
  classNames: two,
});

describe('novelty detection', () => {
  it('counts pairs, ties as half', () => {
    const random = new Random(1, 'scores');
    const [own, other] = [50, 40].map((count) => Array.from({ length: count }, () => random.integer(12)));
    const pairs = own!.flatMap((a) => other!.map((b) => (b > a ? 1 : b === a ? 0.5 : 0)));
    const expected = pairs.reduce<number>((sum, value) => sum + value, 0) / pairs.length;
    expect(auroc(own!, other!)).toBeCloseTo(expected, 12);
  });

  it('counts the outliers that pass where 95 % of the own pictures do', () => {
    const own = Array.from({ length: 20 }, (_, i) => i); // 19 of 20 are at most 18
    expect(noveltyDetection(own, [0, 18, 18.5, 30]).fpr95).toBe(0.5);
  });

  it('has intervals around its figures', () => {
    const random = new Random(2, 'scores');
    const own = Array.from({ length: 200 }, () => random.normal());
    const other = Array.from({ length: 200 }, () => 1 + random.normal());
    const { auroc: area, aurocInterval } = noveltyDetection(own, other);
    // The standard error of Hanley & McNeil (1982) at an area of 0.76 with 200 of each is 0.024.
    expect(aurocInterval[0]).toBeLessThan(area);
    expect((aurocInterval[1] - aurocInterval[0]) / (2 * 1.96)).toBeCloseTo(0.024, 2);
  });

  it('refuses an empty side', () => {
    expect(() => noveltyDetection([1], [])).toThrow(
      new InputError('novelty: expected pictures of both kinds, got 1 and 0'),
    );
  });
});

describe('risk and coverage', () => {
  // Confidences 0.9, 0.8, 0.7, 0.7; right, right, wrong, right.
  const four = predictions([0.9, 0.2, 0.7, 0.3], [0, 1, 1, 1]);

  it('keeps equal confidences together', () => {
    const { points, aurc } = riskCoverage(four);
    expect(points.map(({ coverage }) => coverage)).toEqual([0.25, 0.5, 1]);
    expect(points.map(({ accuracy }) => accuracy)).toEqual([1, 1, 0.75]);
    expect(aurc).toBeCloseTo(0.5 * 0.25, 12);
  });

  it('finds the lowest threshold that reaches an accuracy', () => {
    expect(thresholdFor(0.9, riskCoverage(four))).toEqual({ threshold: 0.8, coverage: 0.5, accuracy: 1 });
    expect(thresholdFor(0.7, riskCoverage(four))?.coverage).toBe(1);
    expect(thresholdFor(0.5, riskCoverage(predictions([0.9], [1])))).toBeUndefined();
  });

  it('measures what a threshold keeps', () => {
    expect(selectiveAccuracy(four, 0.75)).toMatchObject({ coverage: 0.5, accuracy: 1 });
    expect(selectiveAccuracy(four, 0.95)).toMatchObject({ coverage: 0, accuracy: 1 });
  });
});

describe('prediction sets', () => {
  it('take the k-th largest probability of the truth as threshold', () => {
    const calibrating = predictions([0.9, 0.8, 0.6, 0.55], [0, 0, 0, 0]);
    expect(conformalThreshold(calibrating, 0.6)).toBe(0.6); // ⌈5 · 0.6⌉ = 3
    expect(conformalThreshold(calibrating, 0.8)).toBe(0.55);
    expect(conformalThreshold(calibrating, 0.9)).toBe(0); // ⌈5 · 0.9⌉ = 5 of 4
    expect(() => conformalThreshold(calibrating, 1)).toThrow(
      new InputError('coverage: expected a number above 0 and below 1, got 1'),
    );
  });

  it('keep the classes that reach the threshold, the likeliest first', () => {
    expect(predictionSet([0.2, 0.5, 0.3], 0.3)).toEqual([1, 2]);
    expect(predictionSet([0.2, 0.5, 0.3], 0.6)).toEqual([]);
  });

  it('contain the truth as often as they should, on average over calibrations', () => {
    const random = new Random(3, 'pictures');
    const draw = (count: number) => {
      const first = Array.from({ length: count }, () => random.uniform());
      return predictions(
        first,
        first.map((p) => (random.uniform() < p ? 0 : 1)),
      );
    };
    const rounds = Array.from({ length: 40 }, () => {
      const threshold = conformalThreshold(draw(99), 0.9);
      return predictionSetsReport(draw(200), { target: 0.9, threshold }).coverage;
    });
    // One round has a standard deviation of about 0.037, the mean of 40 one of 0.006.
    expect(Math.abs(rounds.reduce((sum, value) => sum + value / 40, 0) - 0.9)).toBeLessThan(0.02);
  });

  it('report sizes', () => {
    const report = predictionSetsReport(predictions([0.9, 0.5], [1, 1]), { target: 0.9, threshold: 0.5 });
    expect(report).toMatchObject({ coverage: 0.5, meanSize: 1.5, sizes: [0, 0.5, 0.5] });
  });
});
