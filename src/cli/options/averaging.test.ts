// The options for averaging predictions, and their description.
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { addAveragingOptions, describeAveraging } from './averaging.ts';

const read = (...args: string[]): Record<string, unknown> =>
  addAveragingOptions(new Command()).parse(args, { from: 'user' }).opts();

describe('options of averages', () => {
  it('are views with commas between, and any number of models', () => {
    expect(read()).toEqual({});
    expect(read('--tta', 'flip')).toEqual({ tta: ['flip'] });
    expect(read('--tta', 'shift,flip', '--ensemble', 'b', 'c')).toEqual({
      tta: ['shift', 'flip'],
      ensemble: ['b', 'c'],
    });
  });

  it('name what they average over', () => {
    const [views, models] = addAveragingOptions(new Command()).options;
    expect(views!.description).toContain('each picture and its views: flip, shift or both');
    expect(models!.description).toContain('more models');
  });

  it.each([
    ['', '--tta: expected one or more of flip, shift, got none'],
    ['flip,turn', "--tta: expected one or more of flip, shift, got 'turn'"],
    ['flip,', "--tta: expected one or more of flip, shift, got ''"],
  ])('refuse the views %j', (views, message) => {
    expect(() => read(`--tta=${views}`)).toThrow(new InputError(message));
  });
});

it('names models, views, both or neither', () => {
  expect(describeAveraging(1, undefined)).toBe('');
  expect(describeAveraging(2, undefined)).toBe('ensemble of 2');
  expect(describeAveraging(1, ['flip'])).toBe('with test-time augmentation (flip)');
  expect(describeAveraging(3, ['flip', 'shift'])).toBe(
    'ensemble of 3 with test-time augmentation (flip, shift)',
  );
});
