import { expect, it } from 'vitest';
import { detectionFigure } from './detection.ts';

it('draws a plot for each kind, with dots for what is found and rings for what is missed', () => {
  const planted = [
    { defect: 'hole', area: 0.01, contrast: 0.5, isFound: true },
    { defect: 'hole', area: 0.001, contrast: 0.25, isFound: false },
    { defect: 'stain', area: 0.1, contrast: 1, isFound: true },
  ];
  const { parts } = detectionFigure(planted);
  expect(parts).toHaveLength(2);
  expect(parts[0]).toContain('hole, 1 of 2 found');
  const circles = (part: string, className: string) =>
    [...part.matchAll(new RegExp(`<circle class="${className}" cx="([^"]+)" cy="([^"]+)"`, 'g'))].map(
      (match) => match.slice(1).map(Number),
    );
  const [[foundX, foundY], [missedX, missedY]] = [
    circles(parts[0]!, 'fill0')[0]!,
    circles(parts[0]!, 'missed')[0]!,
  ] as [number[], number[]];
  // The axis goes from 0.001 to 0.1: the two are at its middle and its start.
  expect(missedX!).toBeLessThan(foundX!);
  expect(missedY! - foundY!).toBeCloseTo(150 / 4, 0);
  expect(circles(parts[1]!, 'fill0')[0]![1]).toBeCloseTo(40, 0);
});
