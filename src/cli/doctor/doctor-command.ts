// `atelier doctor`: checks this installation and says what is used and what fell back.
import { Command } from 'commander';
import type { Check } from '../../node/doctor/checks.ts';
import { examples, jsonOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';

export function doctorCommand(): Command {
  return new Command('doctor')
    .description(
      'check this installation: each line is ok, fell back or failed; the exit code is 3 if something fell back, 1 if something failed',
    )
    .addOption(jsonOption())
    .addHelpText('after', examples('doctor', 'doctor --json'))
    .action(doctor);
}

async function doctor({ json }: { readonly json?: boolean }): Promise<void> {
  const { selfChecks } = await import('../../node/doctor/checks.ts');
  const checks = await selfChecks(process.env);
  if (json) printJson(checks);
  else for (const { name, state, words } of checks) printResult(`${name}: ${state}, ${words}`);
  process.exitCode = exitCodeOf(checks);
}

/** 0 if all is well, 3 if something fell back, 1 if something failed. */
function exitCodeOf(checks: readonly Check[]): number {
  if (checks.some(({ state }) => state === 'failed')) return 1;
  return checks.some(({ state }) => state === 'fell back') ? 3 : 0;
}
