// Two classifiers on the same pictures, counted by hand; the interval against the paired test's.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import { comparePredictions } from './comparison.ts';
import { pairedComparison } from './paired-comparison.ts';

const classNames = ['cat', 'dog', 'eel'];
const sure = (predictions: readonly number[]) =>
  predictions.flatMap((predicted) => classNames.map((_, c) => (c === predicted ? 0.8 : 0.1)));

//                  both  A  B  neither (twice), of which the last two differ
const labels = [0, 0, 0, 1, 1, 0, 1, 1];
const ofA = [0, 0, 0, 0, 1, 1, 0, 0];
const ofB = [0, 0, 1, 1, 1, 1, 2, 2];
const given = { labels, probabilitiesA: sure(ofA), probabilitiesB: sure(ofB), classNames };

describe('comparePredictions', () => {
  const found = comparePredictions(given, { resamples: 200 });

  it('counts what each model recognised', () => {
    expect(found).toMatchObject({
      count: 8,
      outcomes: { bothRight: 3, onlyA: 1, onlyB: 1, bothWrong: 3 },
      differing: { onlyA: [2], onlyB: [3] },
      agreement: 0.5,
      mcnemarP: 1,
      a: { accuracy: 0.5, balancedAccuracy: (3 / 4 + 1 / 4) / 2 },
      b: { accuracy: 0.5, balancedAccuracy: (2 / 4 + 2 / 4) / 2 },
      difference: { accuracy: { value: 0 }, balancedAccuracy: { value: 0 } },
    });
    // Wilson's interval of 4 of 8, from its formula.
    expect(found.a.accuracyInterval[0]).toBeCloseTo(0.2152, 4);
    expect(found.a.accuracyInterval).toEqual(found.b.accuracyInterval);
  });

  it('reports the same for each class', () => {
    expect(found.perClass).toEqual([
      {
        label: 0,
        name: 'cat',
        support: 4,
        recallA: 0.75,
        recallB: 0.5,
        difference: -0.25,
        onlyA: 1,
        onlyB: 0,
        p: 1,
      },
      {
        label: 1,
        name: 'dog',
        support: 4,
        recallA: 0.25,
        recallB: 0.5,
        difference: 0.25,
        onlyA: 0,
        onlyB: 1,
        p: 1,
      },
      { label: 2, name: 'eel', support: 0, recallA: 0, recallB: 0, difference: 0, onlyA: 0, onlyB: 0, p: 1 },
    ]);
  });

  it('is reversed if the two are exchanged', () => {
    const back = comparePredictions(
      { ...given, probabilitiesA: given.probabilitiesB, probabilitiesB: given.probabilitiesA },
      { resamples: 200 },
    );
    expect(back.difference.macroF1.value).toBeCloseTo(-found.difference.macroF1.value, 12);
    expect(back.difference.macroF1.interval[0]).toBeCloseTo(-found.difference.macroF1.interval[1], 12);
    expect(back.outcomes).toEqual({ ...found.outcomes, onlyA: 1, onlyB: 1 });
  });

  it('refuses values that do not fit', () => {
    expect(() => comparePredictions({ ...given, probabilitiesB: [1] })).toThrow(InputError);
    expect(() => comparePredictions({ ...given, labels: [] })).toThrow(InputError);
  });
});

describe('of many pictures', () => {
  // 840 that both recognise, 40 and 90 that one does, 30 that none does; all cats.
  const right = (both: boolean, count: number) => new Array<number>(count).fill(both ? 0 : 1);
  const a = [...right(true, 880), ...right(false, 120)];
  const b = [...right(true, 840), ...right(false, 40), ...right(true, 90), ...right(false, 30)];
  const cats = new Array<number>(1000).fill(0);
  const { difference, mcnemarP, outcomes, perClass } = comparePredictions({
    ...{ labels: cats, probabilitiesA: sure(a), probabilitiesB: sure(b), classNames },
  });

  it('has the interval of the paired test, within the scatter of resampling', () => {
    const hits = (predictions: readonly number[]) => predictions.map((one) => (one === 0 ? 1 : 0));
    const { low, high } = pairedComparison(hits(a), hits(b));
    expect(outcomes).toEqual({ bothRight: 840, onlyA: 40, onlyB: 90, bothWrong: 30 });
    expect(difference.accuracy.value).toBeCloseTo(0.05, 12);
    // An end of 1,000 resamples scatters by about 0.0009.
    expect(Math.abs(difference.accuracy.interval[0] - low)).toBeLessThan(0.003);
    expect(Math.abs(difference.accuracy.interval[1] - high)).toBeLessThan(0.003);
  });

  it('is much narrower than that of two separate samples', () => {
    const [low, high] = difference.accuracy.interval;
    const separate = 2 * 1.96 * Math.sqrt((0.88 * 0.12) / 1000 + (0.93 * 0.07) / 1000);
    expect(high - low).toBeLessThan(0.9 * separate);
  });

  it('tests only classes that have pictures', () => {
    expect(mcnemarP).toBeLessThan(1e-4);
    expect(perClass.map(({ p }) => p)).toEqual([mcnemarP, 1, 1]);
  });
});
