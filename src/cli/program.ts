// All commands in their groups. The module of a command declares its arguments, options and examples. It is
// loaded when it is needed: the help of the program needs none, and a command only its own. Heavy modules
// are loaded when a command runs. The help, docs/options.md and the shell completions are made from these
// declarations.
import { Command } from 'commander';
import { programVersion } from '../node/files/program-version.ts';
import { examples } from './options/common.ts';

/** The modules of the commands. */
const declarations = {
  train: async () => (await import('./train/command.ts')).trainCommand(),
  'find-lr': async () => (await import('./find-lr/command.ts')).findLrCommand(),
  schedule: async () => (await import('./schedule/command.ts')).scheduleCommand(),
  experiment: async () => (await import('./experiment/command.ts')).experimentCommand(),
  tune: async () => (await import('./tune/command.ts')).tuneCommand(),
  evaluate: async () => (await import('./evaluate/command.ts')).evaluateCommand(),
  compare: async () => (await import('./compare/command.ts')).compareCommand(),
  baselines: async () => (await import('./baselines/command.ts')).baselinesCommand(),
  report: async () => (await import('./report/command.ts')).reportCommand(),
  plot: async () => (await import('./plot.ts')).plotCommand(),
  explain: async () => (await import('./explain/command.ts')).explainCommand(),
  summary: async () => (await import('./summary/command.ts')).summaryCommand(),
  profile: async () => (await import('./profile/command.ts')).profileCommand(),
  predict: async () => (await import('./predict.ts')).predictCommand(),
  serve: async () => (await import('./serve/command.ts')).serveCommand(),
  catalogue: async () => (await import('./catalogue/command.ts')).catalogueCommand(),
  inspect: async () => (await import('./inspect/command.ts')).inspectCommand(),
  import: async () => (await import('./import.ts')).importCommand(),
  quantize: async () => (await import('./quantize.ts')).quantizeCommand(),
  export: async () => (await import('./export/command.ts')).exportCommand(),
  data: async () => (await import('./data/command.ts')).dataCommand(),
  audit: async () => (await import('./audit/command.ts')).auditCommand(),
  studio: async () => (await import('./studio/command.ts')).studioCommand(),
  demo: async () => (await import('./demo.ts')).demoCommand(),
  devices: async () => (await import('./doctor/devices-command.ts')).devicesCommand(),
  doctor: async () => (await import('./doctor/doctor-command.ts')).doctorCommand(),
  completion: async () => (await import('./completion.ts')).completionCommand(buildProgram),
} satisfies Record<string, () => Promise<Command>>;

interface Group {
  readonly heading: string;
  /** Each command with a summary of a few words. */
  readonly commands: readonly (readonly [keyof typeof declarations, summary: string])[];
}

const groups: readonly Group[] = [
  {
    heading: 'Train:',
    commands: [
      ['train', 'train a network, or resume a run'],
      ['find-lr', 'suggest a learning rate'],
      ['schedule', 'draw learning rate schedules'],
      ['experiment', 'train variants and compare them'],
      ['tune', 'search for hyper-parameters'],
    ],
  },
  {
    heading: 'Understand:',
    commands: [
      ['evaluate', 'measure a model'],
      ['compare', 'compare two models'],
      ['baselines', 'measure simple methods on the same data'],
      ['report', 'write a report as one HTML file'],
      ['plot', 'write the figures of a report'],
      ['explain', 'explain predictions'],
      ['summary', 'print or draw the layers of a network'],
      ['profile', 'measure where the time of a step goes'],
    ],
  },
  {
    heading: 'Use:',
    commands: [
      ['predict', 'classify pictures'],
      ['serve', 'serve models over HTTP'],
      ['catalogue', 'search, recommend and count a shop’s pictures'],
      ['inspect', 'tell good pieces from defective ones'],
      ['import', 'make a model of ours out of any ONNX classifier'],
      ['quantize', 'make a model smaller'],
      ['export', 'write a model for other programs, servers and browsers'],
    ],
  },
  {
    heading: 'Data:',
    commands: [
      ['data', 'find, download, check and show data sets'],
      ['audit', 'find label errors, duplicates and outliers'],
    ],
  },
  {
    heading: 'More:',
    commands: [
      ['studio', 'do all this in a browser'],
      ['demo', 'train a network in seconds and try it'],
      ['devices', 'list what --device can use here'],
      ['doctor', 'check this installation'],
      ['completion', 'print completions for a shell'],
    ],
  },
];

/**
 * The command line.
 *
 * @param wanted the command whose options are needed; all of them if it is left out
 */
export async function buildProgram(wanted?: string): Promise<Command> {
  const program = new Command('atelier')
    .description('Train, understand and ship image classifiers, on ONNX Runtime.')
    .version(programVersion)
    .enablePositionalOptions() // an option after a subcommand is the subcommand's
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .addHelpCommand(
      new Command('help').argument('[command]').description('show the help of a command').helpGroup('More:'),
    )
    .addHelpText(
      'after',
      examples('train --epochs 3', 'evaluate runs/train', 'predict runs/train shoe.jpg', 'data show'),
    );
  for (const { heading, commands } of groups)
    for (const [name, summary] of commands) {
      const isNeeded = wanted === undefined || wanted === name;
      const command = isNeeded ? await declarations[name]() : new Command(name);
      program.addCommand(command.summary(summary).helpGroup(heading));
    }
  return program;
}
