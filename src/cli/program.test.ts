// The help of the whole command line.
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { buildProgram } from './program.ts';

const program = await buildProgram();
const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];

it('lists commands in groups, each in one line', () => {
  const help = program.configureHelp({ helpWidth: 80 }).helpInformation();
  expect(help.match(/^(Train|Understand|Use|Data|More):$/gm)).toEqual([
    'Train:',
    'Understand:',
    'Use:',
    'Data:',
    'More:',
  ]);
  for (const command of program.commands)
    expect(help).toMatch(new RegExp(`^  ${command.name()}\\b.* {2}\\S.*$`, 'm'));
  expect(help.split('\n').length).toBeLessThan(50);
});

describe.each(
  all(program)
    .slice(1)
    .map((command) => [command.name(), command] as const),
)('%s', (_, command) => {
  it('describes itself, its arguments and its options', () => {
    expect(command.description()).not.toBe('');
    for (const { description, long, defaultValue } of command.options)
      if (long !== '--help') expect(description || defaultValue, long).toBeTruthy();
  });
});
