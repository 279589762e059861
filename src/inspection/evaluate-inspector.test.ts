import { describe, expect, it } from 'vitest';
import { countPixels } from '../metrics/pixel-detection.ts';
import { evaluateInspector, evaluationIntervals, type EvaluatedPiece } from './evaluate-inspector.ts';

const size = { height: 1, width: 4 };
const pixels = (map: number[], mask: number[]) =>
  countPixels(Float32Array.from(map), Uint8Array.from(mask), size, 1);
const piece = (score: number, defect?: string, found?: EvaluatedPiece['pixels']): EvaluatedPiece => ({
  ...{ score, defect, pixels: found },
});

const pieces = [
  ...[1, 2, 3, 4].map((score) => piece(score, undefined, pixels([1, 1, 1, 1], [0, 0, 0, 0]))),
  piece(5, 'hole', pixels([1, 1, 3, 3], [0, 0, 1, 1])),
  piece(2.5, 'hole', pixels([1, 1, 2, 2], [0, 0, 1, 1])),
  piece(0.5, 'stain', pixels([2, 1, 0.5, 0.5], [0, 0, 1, 1])),
];

describe('evaluateInspector', () => {
  const result = evaluateInspector(pieces, 3.5);

  it('has figures that can be counted', () => {
    // Pairs: 5 above all four, 2.5 above two, 0.5 above none; at 3.5: one found, one false alarm, two missed.
    expect(result.imageAuroc).toBeCloseTo(6 / 12, 9);
    expect(result.f1).toBeCloseTo(2 / (2 + 3), 9);
    expect(result.threshold).toBe(3.5);
  });

  it('has those of each kind beside all good pieces', () => {
    expect(result.perDefect['hole']).toMatchObject({
      imageAuroc: 6 / 8,
      pixelAuroc: 1,
      aupro: 1,
      found: 1,
      pieces: 2,
    });
    expect(result.perDefect['stain']).toMatchObject({ imageAuroc: 0, f1: 0, found: 0, pieces: 1 });
    expect(result.perDefect['stain']!.pixelAuroc).toBeCloseTo(0, 9);
  });

  it('has no figures of pixels where nothing is known of them', () => {
    const unknown = [piece(1), piece(2, 'hole')];
    expect(evaluateInspector(unknown, 1.5)).toMatchObject({
      imageAuroc: 1,
      pixelAuroc: null,
      aupro: null,
      f1: 1,
    });
    expect(evaluationIntervals(unknown, 1.5).intervals.aupro).toBeUndefined();
  });
});

it('has intervals around the figures, and counts false alarms', () => {
  const many = Array.from({ length: 10 }, () => pieces).flat();
  const { intervals, falseAlarms } = evaluationIntervals(many, 3.5);
  const whole = evaluateInspector(many, 3.5);
  for (const name of ['imageAuroc', 'pixelAuroc', 'aupro', 'f1'] as const) {
    expect(intervals[name]![0]).toBeLessThan(whole[name]!);
    expect(intervals[name]![1]).toBeGreaterThan(whole[name]!);
  }
  expect(falseAlarms).toEqual([10, 40]);
});
