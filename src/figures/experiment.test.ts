// The figures of an experiment, from results worked by hand.
import { describe, expect, it } from 'vitest';
import { experimentCurves, experimentFigure } from './experiment.ts';
import { figureElement } from './figure.ts';

const result: Parameters<typeof experimentFigure>[0] = {
  question: 'Does dropout help?',
  data: 'fashion-mnist',
  split: 'validation',
  count: 5000,
  variants: [
    {
      ...{ variant: 'without', parameters: 225_034, seconds: 20.4, trainingAccuracy: 0.98 },
      ...{ accuracies: [0.9, 0.91], accuracy: 0.905, standardDeviation: 0.00707, interval: [0.84, 0.97] },
    },
    {
      ...{ variant: 'with <0.5>', parameters: 225_034, seconds: 21.6, trainingAccuracy: 0.94 },
      ...{ accuracies: [0.91, 0.92], accuracy: 0.915, standardDeviation: 0.00707, interval: [0.85, 0.98] },
      comparison: { difference: 0.01, low: 0.002, high: 0.018, p: 0.0004 },
    },
  ],
};

it('the figure names each variant, safely, and stays within its width', () => {
  const svg = figureElement(experimentFigure(result));
  expect(svg).toContain('with &#60;0.5&#62;');
  expect(svg).not.toContain('NaN');
  const places = [...svg.matchAll(/ x="([\d.-]+)"/g)].map(([, x]) => Number(x));
  expect(Math.min(...places)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...places)).toBeLessThan(860);
});

describe('the curves', () => {
  it('are not drawn if training pictures were not measured', () => {
    expect(experimentCurves(result)).toBeUndefined();
  });

  it('have a plot for each variant on the same axes, with higher accuracy higher', () => {
    const curve = { epochs: [1, 2], training: [0.9, 0.99], validation: [0.88, 0.91] };
    const variants = result.variants.map((variant) => ({ ...variant, curve }));
    const svg = figureElement(experimentCurves({ ...result, variants })!);
    expect(svg).toContain('>with &#60;0.5&#62;<');
    const heightsOf = (kind: string): number[][] =>
      [...svg.matchAll(new RegExp(`<path class="curve ${kind}" d="M([^"]+)"`, 'g'))].map(([, d]) =>
        d!.split('L').map((place) => Number(place.split(',')[1])),
      );
    // The first of each is the legend's.
    const [training, validation] = [heightsOf('curve0').slice(1), heightsOf('curve1').slice(1)];
    expect([training.length, validation.length]).toEqual([2, 2]);
    expect(training[0]![1]).toBeLessThan(validation[0]![1]!);
    expect(training[0]![1]).toBeLessThan(training[0]![0]!);
    expect(training[0]).toEqual(training[1]);
  });
});
