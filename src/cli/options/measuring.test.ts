// The options that several commands share.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { buildProgram } from '../program.ts';
import { addMeasuredData, addExecutionOptions, withoutOption } from './measuring.ts';

const read = (command: Command, ...args: string[]): Record<string, unknown> =>
  command.parse(args, { from: 'user' }).opts();

describe('addMeasuredData', () => {
  it('adds the data, its split and the size of photographs', () => {
    expect(read(addMeasuredData(new Command()))).toEqual({});
    expect(
      read(addMeasuredData(new Command()), '--data', 'photos', '--split', 'train', '--max-pixels', '2M'),
    ).toEqual({ data: 'photos', split: 'train', maxPixels: 2_000_000 });
  });

  it('takes the splits that a command allows', () => {
    const command = addMeasuredData(new Command(), ['test', 'validation']);
    expect(() => read(command, '--split', 'train')).toThrow(
      new InputError("--split: expected test, validation, got 'train'"),
    );
  });
});

it('addExecutionOptions adds threads, offline and JSON', () => {
  expect(read(addExecutionOptions(new Command()))).toEqual({ threads: availableParallelism() });
  expect(read(addExecutionOptions(new Command()), '--threads', '3', '--offline', '--json')).toEqual({
    ...{ threads: 3, offline: true, json: true },
  });
});

it('withoutOption takes a list of parts', () => {
  const command = new Command().addOption(withoutOption());
  expect(read(command, '--without', 'audit,baselines')).toEqual({ without: ['audit', 'baselines'] });
  expect(() => read(command, '--without', 'audit,all')).toThrow(/^--without: expected .*, got 'all'$/);
});

describe('options of the same name', async () => {
  const { commands } = await buildProgram();
  const optionsOf = (name: string) => {
    const { options } = commands.find((command) => command.name() === name)!;
    return new Map(options.map(({ long, flags, description }) => [long!, `${flags}  ${description}`]));
  };

  it.each([
    ['--data', ['evaluate', 'compare', 'report', 'plot', 'explain', 'quantize', 'demo', 'train', 'find-lr']],
    ['--split', ['evaluate', 'report', 'plot', 'explain']],
    ['--split', ['compare', 'baselines']],
    ['--without', ['report', 'plot']],
    ['--max-pixels', ['evaluate', 'compare', 'report', 'plot', 'explain', 'quantize', 'predict', 'train']],
    [
      '--threads',
      ['evaluate', 'compare', 'report', 'plot', 'explain', 'quantize', 'predict', 'audit', 'demo'],
    ],
    ['--offline', ['evaluate', 'compare', 'report', 'plot', 'explain', 'quantize', 'audit', 'train', 'demo']],
    ['--json', ['evaluate', 'compare', 'report', 'plot', 'explain', 'quantize', 'predict', 'audit', 'train']],
  ])('%s has the same words in %j', (option, names) => {
    const words = names.map((name) => optionsOf(name).get(option));
    expect(words[0]).toContain(option);
    expect(new Set(words).size).toBe(1);
  });
});
