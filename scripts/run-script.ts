// Runs a script's command line. Bad input ends in one line and exit code 2, as in the program itself.
import type { Command } from 'commander';
import { complain } from '../src/cli/terminal/output.ts';
import { InputError } from '../src/errors.ts';

/** Parses the command line and runs its action. */
export async function runScript(program: Command): Promise<void> {
  program.exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    complain(error.message);
    process.exitCode = 2;
  }
}
