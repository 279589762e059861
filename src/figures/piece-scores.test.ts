import { expect, it } from 'vitest';
import { pieceScores } from './piece-scores.ts';

const words = { threshold: 'threshold', score: 'score' };
const figure = pieceScores({
  ...{ name: 'scores', title: 'Scores', about: '', threshold: 5, words },
  groups: [
    { label: 'good', scores: [1, 2, 5], colour: 0 },
    { label: '<b>', scores: [9], colour: 4 },
  ],
});
const svg = figure.parts.join('\n');

it('draws a dot for each piece, in the order of the scores, and counts those above the threshold', () => {
  const dots = [...svg.matchAll(/<circle class="fill\d bar" cx="([\d.]+)"/g)].map(([, x]) => Number(x));
  const [, at] = /<path class="whisker" d="M([\d.]+)/.exec(svg)!;
  expect(dots).toHaveLength(4);
  expect(dots).toEqual(dots.toSorted((a, b) => a - b));
  // A score at the threshold is not above it: its dot is on the line.
  expect(dots[2]).toBe(Number(at));
  expect(svg).toContain('>0/3<');
  expect(svg).toContain('>1/1<');
});

it('has no markup of labels', () => {
  expect(svg).not.toContain('<b>');
});
