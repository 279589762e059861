#!/usr/bin/env node
// The command `atelier`. Bad input ends here, in one line and exit code 2.
import { CommanderError, type Command } from 'commander';
import { InputError } from '../errors.ts';
import { buildProgram } from './program.ts';
import { ExitError } from './terminal/exit-error.ts';
import { complain } from './terminal/output.ts';
import { guardStandardStreams } from './terminal/standard-streams.ts';

const program = buildProgram();

/** A wrong command line throws, also for subcommands, and ends at the boundary below. */
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
