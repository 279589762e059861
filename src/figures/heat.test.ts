// Colours of the matrix: text is readable on all of them, and more is darker (or lighter on dark ground),
// even in grey.
import { describe, expect, it } from 'vitest';
import { blend, heatClass, heatSteps, heatStyles, luminance } from './heat.ts';

it('mixes colours, and knows how light they are', () => {
  expect(blend('#fff', '#000000', 0.5)).toBe('rgb(128, 128, 128)');
  expect(blend('#102030', '#506070', 0)).toBe('rgb(16, 32, 48)');
  expect(luminance('rgb(255, 255, 255)')).toBeCloseTo(1, 12);
  expect(luminance('rgb(0, 0, 0)')).toBe(0);
  expect(luminance('rgb(128, 128, 128)')).toBeCloseTo(0.21586, 5); // ((128 / 255 + 0.055) / 1.055) ^ 2.4
  expect(luminance('rgb(255, 0, 0)')).toBeCloseTo(0.2126, 12);
});

it.each([
  [0, 0],
  [0.009, 0],
  [0.01, 1],
  [0.25, 5],
  [0.99, 9],
  [1, 9],
])('a share of %d has step %d', (share, step) => {
  expect(heatClass('miss', share)).toBe(`miss${step}`);
});

describe.each(['light', 'dark'] as const)('on %s ground', (theme) => {
  const fill = (name: string) => new RegExp(`\\.${name} \\{ fill: ([^}]+?) \\}`).exec(heatStyles[theme])![1]!;
  const steps = Array.from({ length: heatSteps }, (_, i) => i);

  it.each(['hit', 'miss'])('words on %s have a contrast of 4.5 at least', (kind) => {
    for (const step of steps) {
      const [low, high] = [luminance(fill(`${kind}${step}`)), luminance(fill(`on-${kind}${step}`))].sort(
        (a, b) => a - b,
      ) as [number, number];
      expect((high + 0.05) / (low + 0.05), `${kind}${step}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(['hit', 'miss'])('%s goes one way in grey', (kind) => {
    const values = steps.map((step) => luminance(fill(`${kind}${step}`)));
    const sign = theme === 'light' ? -1 : 1;
    values.slice(1).forEach((value, i) => expect(sign * (value - values[i]!)).toBeGreaterThan(0));
  });
});
