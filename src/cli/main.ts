#!/usr/bin/env node
// The command `atelier`: options are declared in commands/, one file each, and heavy modules are loaded by
// the action that needs them, so that help comes at once. Bad input ends here, in one line and exit code 2.
import { Command, CommanderError } from 'commander';
import { InputError } from '../errors.ts';
import { programVersion } from '../node/program-version.ts';
import { auditCommand } from './commands/audit.ts';
import { baselinesCommand } from './commands/baselines.ts';
import { compareCommand } from './commands/compare.ts';
import { dataCommand } from './commands/data.ts';
import { demoCommand } from './commands/demo.ts';
import { evaluateCommand } from './commands/evaluate.ts';
import { experimentCommand } from './commands/experiment.ts';
import { explainCommand } from './commands/explain.ts';
import { findLrCommand } from './commands/find-lr.ts';
import { plotCommand } from './commands/plot.ts';
import { predictCommand } from './commands/predict.ts';
import { profileCommand } from './commands/profile.ts';
import { quantizeCommand } from './commands/quantize.ts';
import { reportCommand } from './commands/report.ts';
import { scheduleCommand } from './commands/schedule.ts';
import { summaryCommand } from './commands/summary.ts';
import { trainCommand } from './commands/train.ts';
import { ExitError } from './exit-error.ts';
import { examples } from './options.ts';
import { complain } from './output.ts';
import { guardStandardStreams } from './standard-streams.ts';

const program = new Command('atelier')
  .description('Train, understand and ship image classifiers, on ONNX Runtime.')
  .version(programVersion)
  .addCommand(trainCommand())
  .addCommand(findLrCommand())
  .addCommand(experimentCommand())
  .addCommand(evaluateCommand())
  .addCommand(compareCommand())
  .addCommand(reportCommand())
  .addCommand(plotCommand())
  .addCommand(baselinesCommand())
  .addCommand(auditCommand())
  .addCommand(predictCommand())
  .addCommand(explainCommand())
  .addCommand(quantizeCommand())
  .addCommand(profileCommand())
  .addCommand(scheduleCommand())
  .addCommand(summaryCommand())
  .addCommand(dataCommand())
  .addCommand(demoCommand())
  .addHelpText(
    'after',
    examples('train --epochs 3', 'evaluate runs/train', 'predict runs/train shoe.jpg', 'data show'),
  );

/** Lets the boundary below decide how a wrong command line ends, for subcommands too. */
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
