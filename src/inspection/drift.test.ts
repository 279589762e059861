import { describe, expect, it } from 'vitest';
import { Random } from '../random.ts';
import { driftLevel, driftOf } from './drift.ts';

const random = new Random(9, 'drift');
const drawn = (count: number, shift = 0) =>
  Array.from({ length: count }, () => Math.exp(random.normal() + shift));

describe('driftOf', () => {
  it('raises a false alarm in about one of a hundred batches', () => {
    const rounds = 3000;
    let alarms = 0;
    for (let round = 0; round < rounds; round++)
      if (driftOf(drawn(40), { heldBack: drawn(100), threshold: 8 })!.hasMoved) alarms++;
    expect(alarms / rounds).toBeGreaterThan(driftLevel - 0.006);
    expect(alarms / rounds).toBeLessThan(driftLevel + 0.006);
  });

  it('finds pieces that moved, and is not moved by defective ones', () => {
    let [moved, mixed] = [0, 0];
    for (let round = 0; round < 200; round++) {
      const reference = { heldBack: drawn(100), threshold: 8 };
      if (driftOf(drawn(40, 0.8), reference)!.hasMoved) moved++;
      if (driftOf([...drawn(30), ...new Array<number>(10).fill(50)], reference)!.hasMoved) mixed++;
    }
    expect(moved).toBeGreaterThan(150);
    expect(mixed).toBeLessThan(7); // two are expected
  });

  it('knows a p value that can be counted', () => {
    // All 20 of 20 above all 20: the rank sum is 6.4 deviations up, 20 · 20 / 2 by sqrt(20 · 20 · 41 / 12).
    const heldBack = Array.from({ length: 20 }, (_, i) => i);
    const scores = heldBack.map((score) => score + 100);
    const { p } = driftOf(scores, { heldBack, threshold: 200 })!;
    expect(p).toBeLessThan(1e-6);
    const same = driftOf(heldBack, { heldBack, threshold: 200 })!;
    expect(same.p).toBeCloseTo(0.5, 6);
  });

  it('says so if most pieces fail, and nothing of a few pieces', () => {
    const reference = { heldBack: drawn(100), threshold: 8 };
    expect(driftOf(new Array<number>(25).fill(50), reference)).toEqual({ passing: 0, p: 0, hasMoved: true });
    expect(driftOf(drawn(19), reference)).toBeUndefined();
  });
});
