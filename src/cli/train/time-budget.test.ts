import { describe, expect, it } from 'vitest';
import type { RunEstimate } from './dry-run.ts';
import { epochsWithin, parseDuration } from './time-budget.ts';

describe('parseDuration', () => {
  it.each([
    ['90s', 90],
    ['10m', 600],
    ['1.5h', 5400],
  ])('%s is %d seconds', (text, seconds) => expect(parseDuration(text)).toBe(seconds));

  it.each(['10', 'm', '0m', '-1m', '10 min', '1e3s', 'NaNs'])("'%s' is refused", (text) => {
    expect(() => parseDuration(text)).toThrow(
      `--time: expected a duration such as 90s, 10m or 1.5h, got '${text}'`,
    );
  });
});

describe('epochsWithin', () => {
  const estimate = {
    secondsPerEpoch: { training: 40, validation: 5 },
    count: { training: 800, validation: 100 },
  } as RunEstimate;

  it('is the most epochs that fit, with a margin of a twentieth', () => {
    expect(epochsWithin(600, estimate, false).epochs).toBe(12); // 570 / 45 = 12.67
    expect(epochsWithin(569, estimate, false).epochs).toBe(12); // 540.55 / 45 = 12.01
    expect(epochsWithin(568, estimate, false).epochs).toBe(11); // 539.6 / 45 = 11.99
  });

  it('leaves time for the head, which runs the network once over the training pictures', () => {
    expect(epochsWithin(600, estimate, true).epochs).toBe(11); // (570 - 40) / 45 = 11.8
    expect(epochsWithin(600, estimate, true).words).toBe(
      '10 min 0 s: 11 epochs, about 45 s each, and about 40 s for the head',
    );
  });

  it('says how much time one epoch takes if there is less', () => {
    expect(() => epochsWithin(60, estimate, true)).toThrow(
      /^--time: expected .* or more, which one epoch takes, got /,
    );
  });
});
