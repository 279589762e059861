// Class weights against the formula and scikit-learn's own example.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { classWeights } from './class-weights.ts';

describe('classWeights', () => {
  it('are n / (classes · count)', () => {
    expect(classWeights([0, 0, 0, 1, 1, 2], ['a', 'b', 'c'], 'balanced')).toEqual([6 / 9, 1, 2]);
    // compute_class_weight('balanced', classes=[0, 1], y=[1, 1, 1, 1, 0, 0]) is [1.5, 0.75] in scikit-learn.
    expect(classWeights([1, 1, 1, 1, 0, 0], ['a', 'b'], 'balanced')).toEqual([1.5, 0.75]);
  });

  it('have mean 1 over all pictures, and an equal sum for each class', () => {
    const labels = [0, 0, 0, 0, 0, 3, 3, 1];
    const weights = classWeights(labels, ['a', 'b', 'c', 'd'], 'balanced');
    expect(labels.reduce((sum, label) => sum + weights[label]!, 0)).toBeCloseTo(8, 12);
    for (const [label, count] of [
      [0, 5],
      [1, 1],
      [3, 2],
    ] as const)
      expect(weights[label]! * count).toBeCloseTo(8 / 3, 12);
    expect(weights[2]).toBe(0);
  });

  it('are the given ones', () => {
    expect(classWeights([0, 1], ['a', 'b'], [0, 3])).toEqual([0, 3]);
  });

  it('may be given by name, and default to 1', () => {
    const names = ['1', '2', '10', 'Shirt'];
    expect(classWeights([0, 1], names, { '10': 3, Shirt: 0.5 })).toEqual([1, 1, 3, 0.5]);
    expect(() => classWeights([0, 1], names, { shirt: 3 })).toThrow(
      "class weights: there is no class 'shirt': did you mean Shirt?; the classes are 1, 2, 10, Shirt",
    );
  });

  it('are reported as given, or as none', () => {
    expect(() => classWeights([0, 1], ['a', 'b'], [])).toThrow(/and not all 0, got none$/);
    expect(() => classWeights([0, 1], ['a', 'b'], [1, -0.5])).toThrow(/and not all 0, got 1, -0\.5$/);
    const many = Array.from({ length: 25 }, (_, i) => `c${i}`);
    expect(() => classWeights([0], many, { hat: 1 })).toThrow(/the classes are c0, c1, .*, c19$/);
  });

  it.each([[[1]], [[1, 2, 3]], [[1, -1]], [[1, NaN]], [[0, 0]], [[]]])(
    '%j is refused for two classes',
    (weights) => {
      expect(() => classWeights([0, 1], ['a', 'b'], weights)).toThrow(InputError);
      expect(() => classWeights([0, 1], ['a', 'b'], weights)).toThrow(
        'class weights: expected balanced, or 2 numbers of 0 or more and not all 0, got',
      );
    },
  );
});
