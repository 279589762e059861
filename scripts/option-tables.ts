// Writes docs/options.md: all commands with their arguments and options, as the program declares them. Run it
// with `npm run docs:options`.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import type { Argument, Command, Option } from 'commander';
import { format } from 'prettier';
import { buildProgram } from '../src/cli/program.ts';

/** The page as Markdown, formatted like all pages. */
export async function optionsPage(): Promise<string> {
  const { commands } = await buildProgram();
  const sections = commands.flatMap((command) => sectionsOf(command, []));
  const head = [
    '# All options',
    '',
    'This page is written by `npm run docs:options` from what the commands declare. Each command prints the same with `--help`.',
  ];
  return format([...head, '', ...sections].join('\n'), {
    parser: 'markdown',
    printWidth: 120,
    proseWrap: 'always',
  });
}

function sectionsOf(command: Command, parents: readonly string[]): string[] {
  if (command.name() === 'help') return [];
  const path = [...parents, command.name()];
  const rows = [
    ...command.registeredArguments.map((argument) =>
      row(argumentName(argument), argument.description, argument),
    ),
    ...command.options.map((option) => row(option.flags, option.description, option)),
  ];
  const table = rows.length > 0 ? ['| | |', '| --- | --- |', ...rows, ''] : [];
  const inner = command.commands.flatMap((each) => sectionsOf(each, path));
  return [`## ${path.join(' ')}`, '', `${sentence(command.description())}`, '', ...table, ...inner];
}

const argumentName = (argument: Argument): string =>
  argument.required ? `<${argument.name()}>` : `[${argument.name()}]`;

function row(name: string, description: string, { defaultValue }: Option | Argument): string {
  const machine = name.startsWith('--threads'); // the default depends on the machine
  const shown =
    defaultValue === undefined || machine
      ? ''
      : `(default: ${[defaultValue as unknown].flat().map(String).join(', ')})`;
  const cells = [`\`${name}\``, [description, shown].filter(Boolean).join(' ')];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;

if (import.meta.url === pathToFileURL(process.argv[1]!).href)
  await writeFile('docs/options.md', await optionsPage());
