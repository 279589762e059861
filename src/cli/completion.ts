// `atelier completion`: a script that completes commands and options in a shell, made from what the commands
// declare.
import { Argument, Command } from 'commander';
import { examples } from './options/common.ts';
import { printResult } from './terminal/output.ts';

const shells = ['bash', 'zsh', 'fish'] as const;

/** @param buildProgram declares all commands */
export const completionCommand = (buildProgram: () => Promise<Command>): Command =>
  new Command('completion')
    .description('print the completions of commands and options for a shell')
    .addArgument(new Argument('<shell>').choices(shells))
    .addHelpText(
      'after',
      examples(
        'completion bash >> ~/.bashrc',
        'completion zsh >> ~/.zshrc',
        'completion fish > ~/.config/fish/completions/atelier.fish',
      ),
    )
    .action(async (shell: (typeof shells)[number]) => {
      printResult(completionScript(await buildProgram(), shell));
    });

/** The subcommands and options that can follow a command. */
interface Completion {
  /** The commands after the program, such as `data show`; empty for the program itself. */
  readonly path: string;
  readonly words: readonly string[];
}

function completionsOf(command: Command, path: readonly string[] = []): Completion[] {
  const options = command.options.flatMap(({ long, hidden }) => (long && !hidden ? [long] : []));
  const commands = command.commands.map((inner) => inner.name());
  return [
    { path: path.join(' '), words: [...commands, ...options, '--help'] },
    ...command.commands.flatMap((inner) => completionsOf(inner, [...path, inner.name()])),
  ];
}

/** The script for a shell. Words that are neither commands nor options complete to files. */
export function completionScript(program: Command, shell: (typeof shells)[number]): string {
  const name = program.name();
  const all = completionsOf(program);
  if (shell === 'fish') return fishScript(program);
  const inner = all.filter(({ path }) => path.includes(' ')).map(({ path }) => `'${path}'`);
  const cases = all.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`);
  const script = [
    `_${name}() {`,
    '  local words path="" word',
    '  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do',
    '    case "$word" in -*) continue ;; esac',
    '    if [ -z "$path" ]; then path="$word"; continue; fi',
    `    case "$path $word" in ${inner.join('|')}) path="$path $word" ;; esac`,
    '  done',
    '  case "$path" in',
    ...cases,
    '    *) words="" ;;',
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "${COMP_WORDS[COMP_CWORD]}"))',
    '}',
    `complete -o default -F _${name} ${name}`,
  ];
  return (shell === 'zsh' ? ['autoload -U +X bashcompinit && bashcompinit', ...script] : script).join('\n');
}

function fishScript(program: Command): string {
  const name = program.name();
  const lines = program.commands.map(
    (command) =>
      `complete -c ${name} -n __fish_use_subcommand -f -a ${command.name()} -d ${quoted(command.summary())}`,
  );
  const ofCommand = (command: Command): string[] => [
    ...command.commands.map(
      (inner) =>
        `complete -c ${name} -n '__fish_seen_subcommand_from ${command.name()}' -f -a ${inner.name()} -d ${quoted(inner.description())}`,
    ),
    ...command.options.flatMap(({ long, description }) =>
      long
        ? `complete -c ${name} -n '__fish_seen_subcommand_from ${command.name()}' -l ${long.slice(2)} -d ${quoted(description)}`
        : [],
    ),
    ...command.commands.flatMap(ofCommand),
  ];
  return [...lines, ...program.commands.flatMap(ofCommand)].join('\n');
}

/** Quotes a text for fish, in single quotes. */
const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
