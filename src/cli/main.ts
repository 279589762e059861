#!/usr/bin/env node
// The command `atelier`. Bad input ends here with one line and exit code 2; a defect ends with its stack and
// exit code 1.
import { CommanderError, type Command } from 'commander';
import { InputError } from '../errors.ts';
import { buildProgram } from './program.ts';
import { ExitError } from './terminal/exit-error.ts';
import { complain } from './terminal/output.ts';
import { guardStandardStreams } from './terminal/standard-streams.ts';

const program = buildProgram();

/**
 * Makes commander throw on a wrong command line, in subcommands too, so that the `catch` below reports it.
 */
function handOverErrors(command: Command): void {
  command.exitOverride().configureOutput({ outputError: () => undefined });
  command.commands.forEach(handOverErrors);
}
handOverErrors(program);

guardStandardStreams();

try {
  await program.parseAsync();
} catch (error) {
  process.exitCode = report(error);
}

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
