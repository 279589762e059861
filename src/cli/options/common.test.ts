// Values of options: both bounds are accepted, the values beyond are refused, and the message names the
// bounds.
import { availableParallelism } from 'node:os';
import { Command, type Option } from 'commander';
import { describe, expect, it } from 'vitest';
import { passNames } from '../../engine/passes/names.ts';
import { InputError } from '../../errors.ts';
import {
  dataOption,
  examples,
  figureOption,
  integer,
  jsonOption,
  listOf,
  maxPixelsOption,
  measuredSplitOption,
  numberBetween,
  offlineOption,
  oneOf,
  optionName,
  passOption,
  pictureShape,
  positiveNumber,
  seedOption,
  splitNames,
  threadsOption,
} from './common.ts';

/** What a command with one option makes of its arguments. */
const read = (option: Option, ...args: string[]): Record<string, unknown> =>
  new Command().addOption(option).parse(args, { from: 'user' }).opts();

type Parser = (text: string) => unknown;

const taken: [name: string, parse: Parser, text: string, value: unknown][] = [
  ['the least whole number', integer('--n', 2, 5), '2', 2],
  ['the most', integer('--n', 2, 5), '5', 5],
  ['a negative one', integer('--n', -3), '-3', -3],
  ['the largest that is exact', integer('--n', 0), '9007199254740991', 9007199254740991],
  ['zeros in front', integer('--n', 0), '007', 7],
  ['the least shape', pictureShape('--shape'), '1x1x1', [1, 1, 1]],
  ['the largest shape', pictureShape('--shape'), '16×4096x4096', [16, 4096, 4096]],
  ['a shape in its order', pictureShape('--shape'), '3x20x30', [3, 20, 30]],
  ['a small number', positiveNumber('--rate'), '1e-9', 1e-9],
  ['a large number', positiveNumber('--rate'), '1e300', 1e300],
  ['the least of numbers', numberBetween('--share', 0.5, 2), '0.5', 0.5],
  ['the most of numbers', numberBetween('--share', 0.5, 2), '2', 2],
  ['a list', listOf(integer('--n', 0, 9)), '1,9,0', [1, 9, 0]],
  ['a list of one', listOf(integer('--n', 0, 9)), '4', [4]],
  ['a word', oneOf('--how', ['contain', 'cover']), 'cover', 'cover'],
];

const whole = '--n: expected a whole number';
const shape = '--shape: expected channels, height and width such as 1x28x28, up to 16x4096x4096, got';
const refused: [name: string, parse: Parser, text: string, problem: string][] = [
  ['one below the least', integer('--n', 2, 5), '1', `${whole} from 2 to 5, got '1'`],
  ['one above the most', integer('--n', 2, 5), '6', `${whole} from 2 to 5, got '6'`],
  ['one below the least without a most', integer('--n', 1), '0', `${whole} of 1 or more, got '0'`],
  [
    'what is no longer exact',
    integer('--n', 0),
    '9007199254740992',
    `${whole} of 0 or more, got '9007199254740992'`,
  ],
  ['a fraction', integer('--n', 0), '1.5', `${whole} of 0 or more, got '1.5'`],
  ['a power of ten', integer('--n', 0), '1e3', `${whole} of 0 or more, got '1e3'`],
  ['a number with a unit', integer('--n', 0), '3s', `${whole} of 0 or more, got '3s'`],
  ['a number in spaces', integer('--n', 0), ' 3', `${whole} of 0 or more, got ' 3'`],
  ['a sign in front', integer('--n', 0), '+3', `${whole} of 0 or more, got '+3'`],
  ['no number', integer('--n', 0), '', `${whole} of 0 or more, got ''`],
  ['no channel', pictureShape('--shape'), '0x28x28', `${shape} '0x28x28'`],
  ['17 channels', pictureShape('--shape'), '17x28x28', `${shape} '17x28x28'`],
  ['no height', pictureShape('--shape'), '1x0x28', `${shape} '1x0x28'`],
  ['no width', pictureShape('--shape'), '1x28x0', `${shape} '1x28x0'`],
  ['too high', pictureShape('--shape'), '1x4097x28', `${shape} '1x4097x28'`],
  ['too wide', pictureShape('--shape'), '1x28x4097', `${shape} '1x28x4097'`],
  ['two sizes', pictureShape('--shape'), '28x28', `${shape} '28x28'`],
  ['four sizes', pictureShape('--shape'), '1x1x28x28', `${shape} '1x1x28x28'`],
  ['sizes with more behind', pictureShape('--shape'), '1x28x28px', `${shape} '1x28x28px'`],
  ['sizes with more in front', pictureShape('--shape'), 'a1x28x28', `${shape} 'a1x28x28'`],
  ['zero', positiveNumber('--rate'), '0', "--rate: expected a number above 0, got '0'"],
  ['below zero', positiveNumber('--rate'), '-1', "--rate: expected a number above 0, got '-1'"],
  ['without end', positiveNumber('--rate'), 'Infinity', "--rate: expected a number above 0, got 'Infinity'"],
  ['a word for a number', positiveNumber('--rate'), 'fast', "--rate: expected a number above 0, got 'fast'"],
  ['spaces', positiveNumber('--rate'), '  ', "--rate: expected a number above 0, got '  '"],
  [
    'just below',
    numberBetween('--share', 0, 1),
    '-0.001',
    "--share: expected a number from 0 to 1, got '-0.001'",
  ],
  [
    'just above',
    numberBetween('--share', 0, 1),
    '1.001',
    "--share: expected a number from 0 to 1, got '1.001'",
  ],
  [
    'spaces for a share',
    numberBetween('--share', 0, 1),
    ' ',
    "--share: expected a number from 0 to 1, got ' '",
  ],
  [
    'a word for a share',
    numberBetween('--share', 0, 1),
    'half',
    "--share: expected a number from 0 to 1, got 'half'",
  ],
  ['an end without a number', listOf(integer('--n', 0, 9)), '1,', `${whole} from 0 to 9, got ''`],
  [
    'a word that there is not',
    oneOf('--how', ['contain', 'cover']),
    'covr',
    "--how: expected contain, cover, got 'covr': did you mean cover?",
  ],
];

describe('values of options', () => {
  it.each(taken)('takes %s', (_, parse, text, value) => {
    expect(parse(text)).toEqual(value);
  });

  it.each(refused)('refuses %s', (_, parse, text, problem) => {
    expect(() => parse(text)).toThrow(new InputError(problem));
  });
});

describe('--threads', () => {
  it('is the number of cores by default', () => {
    expect(read(threadsOption())).toEqual({ threads: availableParallelism() });
  });

  it.each([1, 256])('takes %d', (threads) => {
    expect(read(threadsOption(), '--threads', `${threads}`)).toEqual({ threads });
  });

  it.each([0, 257])('refuses %d', (threads) => {
    expect(() => read(threadsOption(), '--threads', `${threads}`)).toThrow(
      new InputError(`--threads: expected a whole number from 1 to 256, got '${threads}'`),
    );
  });
});

describe('--max-pixels', () => {
  it.each([
    ['1', 1],
    ['1500', 1500],
    ['120M', 120_000_000],
    ['0.5m', 500_000],
    ['1000M', 1_000_000_000],
  ])('takes %s', (text, maxPixels) => {
    expect(read(maxPixelsOption(), '--max-pixels', text)).toEqual({ maxPixels });
  });

  it.each(['0', '1000000001', '1000.1M', '1.5', '5 M', '5G', 'M', '-5', '5Mx'])('refuses %s', (text) => {
    expect(() => read(maxPixelsOption(), `--max-pixels=${text}`)).toThrow(
      new InputError(`--max-pixels: expected a number of pixels up to 1000M, such as 120M, got '${text}'`),
    );
  });
});

describe('--no-pass', () => {
  it('may be repeated, and is absent by default', () => {
    const [first, second] = passNames;
    expect(read(passOption(), '--no-pass', first, '--no-pass', second)).toEqual({
      withoutPasses: [first, second],
    });
    expect(read(passOption())).toEqual({});
  });

  it('refuses an unknown pass, and lists the known ones', () => {
    expect(() => read(passOption(), '--no-pass', 'none')).toThrow(
      `--no-pass: expected ${passNames.join(', ')}, got 'none'`,
    );
  });
});

describe('--split', () => {
  it('takes the splits of its command, and lists them', () => {
    const option = measuredSplitOption(splitNames);
    expect(splitNames).toEqual(['test', 'validation', 'train']);
    expect(option.description).toBe(
      'test, validation or train (default: test, or validation if there is no test split)',
    );
    expect(read(option, '--split', 'train')).toEqual({ split: 'train' });
    expect(() => read(measuredSplitOption(['test', 'validation']), '--split', 'train')).toThrow(
      new InputError("--split: expected test, validation, got 'train'"),
    );
  });
});

it('switches are true if given, and data is the given name', () => {
  expect(read(jsonOption(), '--json')).toEqual({ json: true });
  expect(read(offlineOption(), '--offline')).toEqual({ offline: true });
  expect(read(dataOption(), '--data', 'photos')).toEqual({ data: 'photos' });
});

it('--seed and --out describe themselves, with their default', () => {
  const seed = seedOption('folds', 3);
  expect([seed.description, read(seed)]).toEqual(['random seed of folds', { seed: 3 }]);
  expect(read(seed, '--seed', '0')).toEqual({ seed: 0 });
  expect(() => read(seedOption('folds', 3), '--seed=-1')).toThrow(
    new InputError("--seed: expected a whole number of 0 or more, got '-1'"),
  );
  const figure = figureOption('schedule');
  expect(figure.description).toBe('the figure’s file (default: runs/schedule.svg)');
  expect([read(figure), read(figure, '--out', 'a.svg')]).toEqual([{}, { out: 'a.svg' }]);
});

it('each option describes itself', () => {
  const options = [
    jsonOption(),
    offlineOption(),
    dataOption(),
    passOption(),
    threadsOption(),
    maxPixelsOption(),
  ];
  for (const { flags, description } of options) expect(description, flags).toMatch(/\w{3,}/);
});

it('an option is written with dashes for capitals', () => {
  expect(['seed', 'batchSize', 'reduceOnPlateau'].map(optionName)).toEqual([
    '--seed',
    '--batch-size',
    '--reduce-on-plateau',
  ]);
});

it('examples have a line each, with the name of the program', () => {
  expect(examples('demo', 'train --epochs 3')).toBe(
    '\nExamples:\n  atelier demo\n  atelier train --epochs 3',
  );
});
