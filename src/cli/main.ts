#!/usr/bin/env node
// The command `atelier`: options are declared in commands/, one file each, and heavy modules are loaded by
// the action that needs them, so that help comes at once. Bad input ends here, in one line and exit code 2.
import { Command, CommanderError } from 'commander';
import { InputError } from '../errors.ts';
import { programVersion } from '../node/program-version.ts';
import { auditCommand } from './audit/command.ts';
import { baselinesCommand } from './baselines.ts';
import { compareCommand } from './compare/command.ts';
import { dataCommand } from './data/command.ts';
import { demoCommand } from './demo.ts';
import { evaluateCommand } from './evaluate/command.ts';
import { experimentCommand } from './experiment/command.ts';
import { explainCommand } from './explain/command.ts';
import { findLrCommand } from './find-lr/command.ts';
import { plotCommand } from './plot.ts';
import { predictCommand } from './predict.ts';
import { profileCommand } from './profile/command.ts';
import { quantizeCommand } from './quantize.ts';
import { reportCommand } from './report/command.ts';
import { scheduleCommand } from './schedule/command.ts';
import { summaryCommand } from './summary/command.ts';
import { trainCommand } from './train/command.ts';
import { ExitError } from './terminal/exit-error.ts';
import { examples } from './options/common.ts';
import { complain } from './terminal/output.ts';
import { guardStandardStreams } from './terminal/standard-streams.ts';

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
