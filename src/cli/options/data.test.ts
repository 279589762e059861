// The options for photographs, and their refusal for other data.
import { basename, relative } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { smallIdxFolder } from '../../node/data/testing/idx-folder.ts';
import { addPictureOptions, loadConfigured, loadNamedData } from './data.ts';

const read = (...args: string[]): Record<string, unknown> =>
  addPictureOptions(new Command()).parse(args, { from: 'user' }).opts();

describe('options for photographs', () => {
  it('are absent by default', () => {
    expect(read()).toEqual({});
  });

  it('describe themselves', () => {
    const { options } = addPictureOptions(new Command());
    expect(options).toHaveLength(6);
    for (const { flags, description } of options) expect(description, flags).toMatch(/photographs?|picture/);
  });

  it.each([
    ['--size', '8', { size: 8 }],
    ['--size', '1024', { size: 1024 }],
    ['--channels', '1', { channels: 1 }],
    ['--channels', '3', { channels: 3 }],
    ['--fit', 'garment', { fit: 'garment' }],
    ['--test-share', '0', { testShare: 0 }],
    ['--test-share', '0.999', { testShare: 0.999 }],
    ['--validation-share', '0.001', { validationShare: 0.001 }],
    ['--validation-share', '0.999', { validationShare: 0.999 }],
    ['--max-pixels', '2M', { maxPixels: 2_000_000 }],
  ])('take %s %s', (option, value, expected) => {
    expect(read(option, value)).toEqual(expected);
  });

  it.each([
    ['--size', '7', 'expected a whole number from 8 to 1024'],
    ['--size', '1025', 'expected a whole number from 8 to 1024'],
    ['--channels', '2', 'expected 1 or 3'],
    ['--channels', '', 'expected 1 or 3'],
    ['--fit', 'squeeze', 'expected contain, cover, stretch, garment'],
    ['--test-share', '1', 'expected a fraction from 0 and below 1'],
    ['--test-share', '-0.001', 'expected a fraction from 0 and below 1'],
    ['--test-share', ' ', 'expected a fraction from 0 and below 1'],
    ['--test-share', 'half', 'expected a fraction from 0 and below 1'],
    ['--validation-share', '0', 'expected a fraction above 0 and below 1'],
    ['--validation-share', '1', 'expected a fraction above 0 and below 1'],
  ])('refuse %s %s', (option, value, expected) => {
    const message = `${option}: ${expected}, got '${value}'`;
    expect(() => read(`${option}=${value}`)).toThrow(new InputError(message));
  });
});

describe('loadNamedData', () => {
  it.each([
    [{ size: 32 }, '--size'],
    [{ channels: 1 as const }, '--channels'],
    [{ fit: 'cover' as const }, '--fit'],
    [{ testShare: 0 }, '--test-share'],
    [{ validationShare: 0.1 }, '--validation-share'],
    [{ maxPixels: 1 }, '--max-pixels'],
  ])('refuses %o if the data are not photographs', async (options, name) => {
    const data = await smallIdxFolder(false);
    await expect(loadNamedData({ data, ...options })).rejects.toThrow(
      new InputError(
        `${name}: only for photographs; the pictures of ${basename(data)} have one size already`,
      ),
    );
  });
});

describe('loadConfigured', () => {
  it('keeps the name of sketches in any folder', async () => {
    const { splits, data } = await loadConfigured({ data: 'sketches' });
    expect([splits.train.name, data]).toEqual(['sketches', 'sketches']);
  });

  it('names a folder by its absolute path', async () => {
    const folder = await smallIdxFolder(false);
    const { splits, data } = await loadConfigured({ data: relative('.', folder) });
    expect([splits.train.count, data]).toEqual([20, folder]);
  });
});
