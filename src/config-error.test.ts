// The message for a wrong option: its name, what was expected, what came, and a suggestion.
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { InputError } from './errors.ts';
import { ConfigError } from './config-error.ts';
import { activation, batchNormalization, conv2d, dense, flatten, maxPooling2d } from './nn/layers/index.ts';
import { parseConfig } from './parse-config.ts';

/** The error of a call that is none for TypeScript either. */
function errorOf(make: () => unknown): ConfigError {
  try {
    make();
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    expect(error).toBeInstanceOf(InputError);
    return error as ConfigError;
  }
  throw new Error('nothing was thrown');
}

const wrong = (value: unknown) => value as never;

describe('a wrong value', () => {
  it.each([
    [() => dense({ units: wrong('many') }), 'dense: units: expected a whole number from 1, got "many"'],
    [() => dense({ units: 0 }), 'dense: units: expected a whole number from 1, got 0'],
    [() => dense({ units: 1.5 }), 'dense: units: expected a whole number from 1, got 1.5'],
    [() => dense(wrong({})), 'dense: units: expected a whole number from 1, got nothing'],
    [() => dense(wrong(10)), /^dense: expected options \(units, .*\), got 10$/],
    [() => dense({ units: 3, useBias: wrong('no') }), 'dense: useBias: expected true or false, got "no"'],
    [
      () => conv2d({ filters: 1, kernelSize: wrong('3') }),
      'conv2d: kernelSize: expected a positive integer or [height, width], got "3"',
    ],
    [
      () => batchNormalization({ momentum: 1 }),
      'batchNormalization: momentum: expected a number from 0 and below 1, got 1',
    ],
    [
      () => batchNormalization({ epsilon: 0 }),
      'batchNormalization: epsilon: expected a number above 0, got 0',
    ],
    [
      () => activation(wrong('rely')),
      /^activation: activation: expected linear, relu, .* or [a-z-]+, got "rely": did you mean relu\?$/,
    ],
  ])('%# is reported with what was expected', (make, message) => {
    expect(errorOf(make).message).toMatch(message);
  });

  it('is reported with its place', () => {
    expect(errorOf(() => maxPooling2d({ strides: wrong([1, 'x']) })).path[0]).toBe('strides');
    expect(errorOf(() => dense({ units: 0 }))).toMatchObject({ path: ['units'], isUnknownOption: false });
  });

  it('is cut if it is long', () => {
    const { message } = errorOf(() => dense({ units: wrong('x'.repeat(1000)) }));
    expect(message).toMatch(/got "x+…$/);
    expect(message.length).toBeLessThan(150);
  });
});

describe('an unknown option', () => {
  it('is reported with the known ones', () => {
    const error = errorOf(() => dense({ units: 3, unit: 4 } as never));
    expect(error.message).toMatch(
      /^dense: there is no option unit: expected units, .*: did you mean units\?$/,
    );
    expect(error).toMatchObject({ path: ['unit'], isUnknownOption: true });
  });

  it('is found behind a transformation, and if no options are known', () => {
    expect(errorOf(() => maxPooling2d({ size: 3 } as never)).message).toContain(
      'expected poolSize, strides, padding',
    );
    expect(errorOf(() => flatten({ size: 3 } as never)).message).toBe(
      'flatten: there is no option size: it takes none',
    );
  });
});

it('finds faults within lists and objects', () => {
  const schema = z.strictObject({ list: z.array(z.strictObject({ size: z.number().min(2).max(5) })) });
  const error = errorOf(() => parseConfig('thing', schema, { list: [{ size: 3 }, { size: 7 }] }));
  expect(error.message).toBe('thing: list: 1: size: expected a number from 2 to 5, got 7');
  expect(error.path).toEqual(['list', 1, 'size']);
});

describe('alternatives', () => {
  const schema = z.strictObject({
    average: z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('ema'), decay: z.number().gt(0).lt(1) }),
      z.strictObject({ type: z.literal('swa'), start: z.number().min(0).lt(1) }),
    ]),
    weights: z.union([z.literal('balanced'), z.array(z.number().positive())]).optional(),
  });
  const told = (given: object) => errorOf(() => parseConfig('thing', schema, given)).message;

  it.each([
    [{ average: { type: 'emaa' } }, 'average: type: expected ema or swa, got "emaa": did you mean ema?'],
    [{ average: { type: 'ema', decay: 2 } }, 'average: decay: expected a number above 0 and below 1, got 2'],
    [{ average: { type: 'swa', start: 1 } }, 'average: start: expected a number from 0 and below 1, got 1'],
    [{ average: { type: 'ema', decay: 0.9, start: 0 } }, 'there is no option start: expected type, decay'],
    [{ average: 3 }, 'average: expected options (type, decay) or options (type, start), got 3'],
    [
      { average: { type: 'ema', decay: 0.9 }, weights: 'even' },
      'weights: expected balanced or a list, got "even"',
    ],
    [
      { average: { type: 'ema', decay: 0.9 }, weights: [1, 0] },
      'weights: 1: expected a number above 0, got 0',
    ],
  ])('%j: the message is about the intended alternative', (given, message) => {
    expect(told(given)).toBe(`thing: ${message}`);
  });
});

it('prints numbers that JSON lacks', () => {
  const message = (units: number) => errorOf(() => dense({ units })).message;
  expect(message(NaN)).toMatch(/, got NaN$/);
  expect(message(-Infinity)).toMatch(/, got -Infinity$/);
});

it('begins with the place in the file, if known', () => {
  const schema = z.strictObject({ list: z.array(z.strictObject({ size: z.int() })) });
  const locate = (path: readonly (string | number)[], what: string) => `${what} of ${path.join('.')}`;
  const told = (given: unknown) => errorOf(() => parseConfig(locate, schema, given)).message;
  expect(told({ list: [{ size: 'x' }] })).toBe(
    'value of list.0.size: list: 0: size: expected a whole number, got "x"',
  );
  expect(told({ list: [{ size: 1, sise: 2 }] })).toBe(
    'name of list.0.sise: there is no option sise: expected size: did you mean size?',
  );
});
