// Runs one command line. Bad input ends in one line and exit code 2; a defect ends in its stack and exit
// code 1.
import { CommanderError, type Command } from 'commander';
import { InputError } from '../errors.ts';
import { buildProgram } from './program.ts';
import { ExitError } from './terminal/exit-error.ts';
import { complain } from './terminal/output.ts';

/**
 * Runs the command that the arguments name and reports its failure on standard error.
 *
 * The exit code is left in `process.exitCode`, which commands set too.
 *
 * @param args - the words after `atelier`
 */
export async function run(args: readonly string[]): Promise<void> {
  const program = await buildProgram(commandOf(args));
  handOverErrors(program);
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = report(error);
  }
}

/** The command that the arguments name, also after `help`; `''` if there is none. */
const commandOf = (args: readonly string[]): string => (args[0] === 'help' ? args[1] : args[0]) ?? '';

/** Makes commander throw on a wrong command line, in subcommands too, instead of ending the process. */
function handOverErrors(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.commands.forEach(handOverErrors);
}

/** Prints an error and returns the exit code. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0 || error.code === 'commander.help') return error.exitCode && 2;
    complain(error.message.replace(/^error: /, ''));
    return 2;
  }
  if (error instanceof InputError || error instanceof ExitError) {
    complain(error.message);
    return error instanceof ExitError ? error.exitCode : 2;
  }
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  return 1;
}
