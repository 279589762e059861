// All commands in their groups. Each command declares its arguments, options and examples, and loads heavy
// modules only when it runs. The help, docs/options.md and the shell completions are made from these
// declarations.
import { Command } from 'commander';
import { programVersion } from '../node/files/program-version.ts';
import { auditCommand } from './audit/command.ts';
import { baselinesCommand } from './baselines/command.ts';
import { compareCommand } from './compare/command.ts';
import { completionCommand } from './completion.ts';
import { dataCommand } from './data/command.ts';
import { demoCommand } from './demo.ts';
import { evaluateCommand } from './evaluate/command.ts';
import { experimentCommand } from './experiment/command.ts';
import { exportCommand } from './export/command.ts';
import { explainCommand } from './explain/command.ts';
import { findLrCommand } from './find-lr/command.ts';
import { examples } from './options/common.ts';
import { importCommand } from './import.ts';
import { plotCommand } from './plot.ts';
import { predictCommand } from './predict.ts';
import { profileCommand } from './profile/command.ts';
import { quantizeCommand } from './quantize.ts';
import { reportCommand } from './report/command.ts';
import { scheduleCommand } from './schedule/command.ts';
import { serveCommand } from './serve/command.ts';
import { summaryCommand } from './summary/command.ts';
import { trainCommand } from './train/command.ts';
import { tuneCommand } from './tune/command.ts';

interface Group {
  readonly heading: string;
  /** Each command with a summary of a few words. */
  readonly commands: readonly (readonly [Command, summary: string])[];
}

const groups = (): readonly Group[] => [
  {
    heading: 'Train:',
    commands: [
      [trainCommand(), 'train a network, or resume a run'],
      [findLrCommand(), 'suggest a learning rate'],
      [scheduleCommand(), 'draw learning rate schedules'],
      [experimentCommand(), 'train variants and compare them'],
      [tuneCommand(), 'search for hyper-parameters'],
    ],
  },
  {
    heading: 'Understand:',
    commands: [
      [evaluateCommand(), 'measure a model'],
      [compareCommand(), 'compare two models'],
      [baselinesCommand(), 'measure simple methods on the same data'],
      [reportCommand(), 'write a report as one HTML file'],
      [plotCommand(), 'write the figures of a report'],
      [explainCommand(), 'explain predictions'],
      [summaryCommand(), 'print or draw the layers of a network'],
      [profileCommand(), 'measure where the time of a step goes'],
    ],
  },
  {
    heading: 'Use:',
    commands: [
      [predictCommand(), 'classify pictures'],
      [serveCommand(), 'serve models over HTTP'],
      [importCommand(), 'make a model of ours out of any ONNX classifier'],
      [quantizeCommand(), 'make a model smaller'],
      [exportCommand(), 'write a model for other programs, servers and browsers'],
    ],
  },
  {
    heading: 'Data:',
    commands: [
      [dataCommand(), 'find, download, check and show data sets'],
      [auditCommand(), 'find label errors, duplicates and outliers'],
    ],
  },
  {
    heading: 'More:',
    commands: [
      [demoCommand(), 'train a network in seconds and try it'],
      [completionCommand(), 'print completions for a shell'],
    ],
  },
];

/** The whole command line. */
export function buildProgram(): Command {
  const program = new Command('atelier')
    .description('Train, understand and ship image classifiers, on ONNX Runtime.')
    .version(programVersion)
    .addHelpCommand(
      new Command('help [command]').description('show the help of a command').helpGroup('More:'),
    )
    .addHelpText(
      'after',
      examples('train --epochs 3', 'evaluate runs/train', 'predict runs/train shoe.jpg', 'data show'),
    );
  for (const { heading, commands } of groups())
    for (const [command, summary] of commands)
      program.addCommand(command.summary(summary).helpGroup(heading));
  return program;
}
