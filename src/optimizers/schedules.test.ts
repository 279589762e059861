// Schedules: values at their corners worked out by hand, whole runs against the papers' formulas or a
// simulation of them, and what holds for all: factors from 0 to 1, no jumps but where they belong, the same
// again from JSON.
import { describe, expect, it } from 'vitest';
import { InputError } from '../errors.ts';
import type { NamedOptions } from './named-options.ts';
import { scheduleNames, type ScheduleName } from './schedule-names.ts';
import { parseSchedule, scheduleFromJSON, schedules } from './schedule-registry.ts';
import {
  constant,
  cosineDecay,
  cosineDecayRestarts,
  exponentialDecay,
  oneCycle,
  polynomialDecay,
  stepDecay,
  warmupLinearDecay,
  type Schedule,
} from './schedules.ts';

/** The factors at all steps of a run, and at its end. */
const path = (schedule: Schedule, total: number): number[] =>
  Array.from({ length: total + 1 }, (_, step) => schedule(step, total));

function expectFactors(schedule: Schedule, total: number, expected: readonly (readonly [number, number])[]) {
  for (const [step, factor] of expected)
    expect(schedule(step, total), `step ${step}`).toBeCloseTo(factor, 12);
}

it('constant stays at 1', () => {
  expect([0, 5, 99].map((step) => constant(step, 100))).toEqual([1, 1, 1]);
});

describe('warmupLinearDecay', () => {
  it('rises by equal parts to 1, then falls by equal parts to 0', () => {
    const factors = path(warmupLinearDecay(0.4), 10);
    [1 / 4, 2 / 4, 3 / 4, 1, 6 / 7, 5 / 7, 4 / 7, 3 / 7, 2 / 7, 1 / 7, 0].forEach((factor, step) =>
      expect(factors[step]).toBeCloseTo(factor, 12),
    );
  });

  it('starts at the peak without a warm-up', () => {
    expect(path(warmupLinearDecay(0), 4)).toEqual([1, 0.75, 0.5, 0.25, 0]);
  });

  it.each([0.03, 0.1, 0.25, 1])('stays within 0 and 1 and trains at every step (warm-up %d)', (warmup) => {
    for (const factor of path(warmupLinearDecay(warmup), 30).slice(0, 30)) {
      expect(factor).toBeGreaterThan(0);
      expect(factor).toBeLessThanOrEqual(1);
    }
  });

  it.each([0, 0.1, 0.37])('is a polynomial of power 1 with a warm-up of %d', (warmup) => {
    const polynomial = path(polynomialDecay({ warmup }), 97);
    path(warmupLinearDecay(warmup), 97).forEach((factor, step) =>
      expect(polynomial[step]).toBeCloseTo(factor, 12),
    );
  });
});

describe('stepDecay', () => {
  it('drops at equal distances', () => {
    expect(path(stepDecay({ every: 0.25, factor: 0.5 }), 8)).toEqual([
      1, 1, 0.5, 0.5, 0.25, 0.25, 0.125, 0.125, 0.0625,
    ]);
  });

  it('drops on the step, whatever its rounding', () => {
    for (const total of [3, 30, 57, 999]) {
      const schedule = stepDecay({ every: 1 / 3 });
      expectFactors(schedule, total, [
        [total / 3 - 1, 1],
        [total / 3, 0.1],
        [(2 * total) / 3 - 1, 0.1],
        [(2 * total) / 3, 0.01],
      ]);
    }
  });
});

it('exponentialDecay falls by equal ratios', () => {
  expectFactors(exponentialDecay({ final: 0.01 }), 100, [
    [0, 1],
    [25, Math.sqrt(0.1)],
    [50, 0.1],
    [100, 0.01],
  ]);
});

it('polynomialDecay falls as a power of the remaining share', () => {
  expectFactors(polynomialDecay({ power: 2, final: 0.2 }), 8, [
    [0, 1],
    [4, 0.2 + 0.8 / 4],
    [6, 0.2 + 0.8 / 16],
    [8, 0.2],
  ]);
  expectFactors(polynomialDecay({ power: 0.5 }), 100, [
    [64, 0.6],
    [99, 0.1],
  ]);
});

it('cosineDecay is half a wave', () => {
  expectFactors(cosineDecay({ final: 0.1 }), 12, [
    [0, 1],
    [3, 0.1 + 0.45 * (1 + Math.SQRT1_2)],
    [4, 0.1 + 0.9 * 0.75],
    [6, 0.55],
    [8, 0.1 + 0.9 * 0.25],
    [12, 0.1],
  ]);
});

/** Equation 5 of Loshchilov & Hutter (2017), its two clocks run step by step. */
function simulateRestarts(total: number, firstPeriod: number, growth: number, lowest: number): number[] {
  let [period, current] = [firstPeriod, 0];
  return Array.from({ length: total }, () => {
    const factor = lowest + 0.5 * (1 - lowest) * (1 + Math.cos((Math.PI * current) / period));
    current++;
    if (current === period) [period, current] = [period * growth, 0];
    return factor;
  });
}

describe('cosineDecayRestarts', () => {
  it.each([
    [70, 10, 2],
    [7, 1, 2],
    [1001, 143, 2],
    [100, 10, 1],
    [99, 33, 1],
    [52, 4, 3],
    [1210, 10, 3],
    [1111, 1, 10],
  ])('follows equation 5: %d steps, the first period %d, times %d', (total, first, growth) => {
    const schedule = cosineDecayRestarts({ t0: first / total, tMult: growth, final: 0.05 });
    const expected = simulateRestarts(total, first, growth, 0.05);
    path(schedule, total)
      .slice(0, total)
      .forEach((factor, step) => expect(factor, `step ${step}`).toBeCloseTo(expected[step]!, 9));
  });

  it('makes three periods by default, and ends the last with the run', () => {
    expectFactors(cosineDecayRestarts(), 14, [
      [0, 1],
      [1, 0.5],
      [2, 1],
      [4, 0.5],
      [6, 1],
      [10, 0.5],
    ]);
    expect(cosineDecayRestarts()(13_999, 14_000)).toBeLessThan(1e-6);
  });
});

it('oneCycle rises, falls, and falls further', () => {
  expectFactors(oneCycle(), 100, [
    [0, 0.1],
    [18, 0.1 + 0.9 * 0.4],
    [45, 1],
    [72, 0.1 + 0.9 * 0.4],
    [90, 0.1],
    [95, (0.1 + 0.001) / 2],
    [100, 0.001],
  ]);
  expectFactors(oneCycle({ rise: 0.5, initial: 0.2, final: 0 }), 10, [
    [0, 0.2],
    [5, 1],
    [9, 0.2 + 0.8 / 5],
    [10, 0.2],
  ]);
});

describe('a warm-up', () => {
  it('rises by equal parts to the start of the schedule, which fills the rest of the run', () => {
    expectFactors(cosineDecay({ warmup: 0.1 }), 100, [
      [0, 0.1],
      [4, 0.5],
      [8, 0.9],
      [9, 1],
      [54, (1 + Math.cos((Math.PI * 45) / 91)) / 2],
      [100, 0],
    ]);
    expectFactors(oneCycle({ warmup: 0.2, initial: 0.5 }), 10, [
      [0, 0.25],
      [1, 0.5],
    ]);
  });

  it('can be shorter than a step, and as long as the run', () => {
    expect(path(polynomialDecay({ warmup: 0.01 }), 4)).toEqual([1, 0.75, 0.5, 0.25, 0]);
    expect(path(polynomialDecay({ warmup: 1 }), 4)).toEqual([0.25, 0.5, 0.75, 1, 0]);
  });
});

/**
 * Every option away from its default, every option out of its range, and the steepest slope over a whole run
 * if it has one.
 */
const cases: Readonly<
  Record<
    ScheduleName,
    { options: Record<string, number>; wrong: Record<string, unknown>; slope?: number; falls?: boolean }
  >
> = {
  constant: { options: { warmup: 0.2 }, wrong: { warmup: 1.1 }, slope: 5, falls: true },
  step: {
    options: { every: 0.3, factor: 0.5, warmup: 0.2 },
    wrong: { every: 0, factor: 1.5, warmup: -1 },
    falls: true,
  },
  exponential: {
    options: { final: 0.1, warmup: 0.2 },
    wrong: { final: 0, warmup: 'long' },
    slope: 5,
    falls: true,
  },
  polynomial: {
    options: { power: 2, final: 0.1, warmup: 0.2 },
    wrong: { power: 0, final: 2, warmup: NaN },
    slope: 5,
    falls: true,
  },
  cosine: {
    options: { final: 0.1, warmup: 0.2 },
    wrong: { final: -0.1, warmup: true },
    slope: 5,
    falls: true,
  },
  'cosine-restarts': {
    options: { t0: 0.2, tMult: 1.5, final: 0.1, warmup: 0.2 },
    wrong: { t0: 0, tMult: 0.9, final: 2, warmup: 2 },
  },
  'one-cycle': {
    options: { rise: 0.3, initial: 0.2, final: 0.01, warmup: 0.2 },
    wrong: { rise: 0.6, initial: 2, final: -1, warmup: null },
    slope: 4,
  },
  'warmup-linear-decay': { options: { warmup: 0.2 }, wrong: { warmup: 1.5 }, slope: 10, falls: true },
};

it('knows every schedule by its name', () => {
  expect(Object.keys(schedules)).toEqual(scheduleNames);
});

describe.each(scheduleNames)('%s', (type) => {
  const { options, wrong, slope, falls } = cases[type];
  const both = [scheduleFromJSON({ type }), scheduleFromJSON({ type, ...options })];

  it('stays within 0 and 1, trains at every step, and is a function of the step', () => {
    for (const schedule of both) {
      for (const total of [1, 2, 7, 1000]) {
        const factors = path(schedule, total);
        for (const factor of factors.slice(0, total)) expect(factor).toBeGreaterThan(0);
        for (const factor of factors) expect(factor >= 0 && factor <= 1, String(factor)).toBe(true);
        const backwards = factors.map((_, i) => schedule(total - i, total)).reverse();
        expect(backwards).toEqual(factors);
      }
    }
  });

  it('scales with the length of the run', () => {
    const schedule = scheduleFromJSON({ type, ...options, warmup: 0 });
    for (const step of [0, 3, 11, 26, 36]) {
      expect(schedule(step * 1000, 37_000)).toBeCloseTo(schedule(step, 37), 9);
    }
  });

  it.runIf(slope)('has no jumps', () => {
    const total = 10_000;
    for (const schedule of both) {
      const factors = path(schedule, total);
      factors
        .slice(1)
        .forEach((factor, step) =>
          expect(Math.abs(factor - factors[step]!) * total, `step ${step}`).toBeLessThan(slope! * 1.01),
        );
    }
  });

  it.runIf(falls)('rises, then falls', () => {
    for (const schedule of both) {
      const factors = path(schedule, 500);
      const peak = factors.indexOf(Math.max(...factors));
      factors.slice(1, peak + 1).forEach((factor, i) => expect(factor).toBeGreaterThan(factors[i]!));
      factors.slice(peak + 1).forEach((factor, i) => expect(factor).toBeLessThanOrEqual(factors[peak + i]!));
    }
  });

  it('survives JSON, and can be made from the command line', () => {
    const schedule = both[1]!;
    expect(schedule.toJSON()).toEqual({ type, ...options });
    const json = JSON.parse(JSON.stringify({ schedule })) as { schedule: NamedOptions };
    expect(path(scheduleFromJSON(json.schedule), 30)).toEqual(path(schedule, 30));
    const words = Object.entries(options).map(([name, value]) => `${name}=${value}`);
    expect(parseSchedule(`${type}:${words.join(',')}`).toJSON()).toEqual(schedule.toJSON());
    expect(parseSchedule(type).toJSON()).toEqual(both[0]!.toJSON());
    expect(Object.keys(both[0]!.toJSON()).sort()).toEqual(['type', ...Object.keys(options)].sort());
  });

  it.each(Object.entries(wrong))('refuses %s: %j, by name', (name, value) => {
    const make = () => scheduleFromJSON({ type, [name]: value });
    expect(make).toThrow(InputError);
    expect(make).toThrow(new RegExp(`^${type}: ${name}: expected .+, got .+$`));
  });

  it('refuses an unknown option, and lists the known ones', () => {
    const make = () => scheduleFromJSON({ type, epochs: 3 });
    expect(make).toThrow(InputError);
    expect(make).toThrow(new RegExp(`^${type}: there is no option epochs: expected .*warmup`));
  });
});

it('lists the known schedules for an unknown name', () => {
  const make = () => parseSchedule('cosin:final=0.1');
  expect(make).toThrow(InputError);
  expect(make).toThrow(
    /^there is no schedule cosin: expected constant, .*warmup-linear-decay: did you mean cosine\?$/,
  );
});
