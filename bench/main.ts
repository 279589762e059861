// The bench's command line: side-by-side measurements of this project and its peers. It declares the options
// and prints the result; what they ask is in question.ts, the measuring in side-by-side.ts.
import { Command } from 'commander';
import { InputError } from '../src/errors.ts';
import { auditDefaults, auditLines, measureAudit, type AuditOptions } from './audit.ts';
import { augmentationTable } from './augmentation-table.ts';
import {
  augmentationDefaults,
  augmentationQuestion,
  measureAugmentation,
  type AugmentationOptions,
} from './augmentation.ts';
import { peerNames, slowPeers } from './peer-list.ts';
import type { Work } from './protocol.ts';
import { setUpPython } from './python-environment.ts';
import { defaults, questionOf, type Options } from './question.ts';
import { quotableRepetitions } from './result-document.ts';
import { resultTable } from './result-table.ts';
import { measureSideBySide } from './side-by-side.ts';
import { addTimeToAccuracy } from './time-to-accuracy/command.ts';

const program = new Command('bench')
  .description('Side-by-side measurements of Atelier and its peers, taken in turn within one run.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

measuring('train-step', 'one whole Adam training step: raw pictures in, parameters updated').addHelpText(
  'after',
  `
${slowPeers.join(' and ')} take part on paper-cnn at batch size 128 only, with one turn each: their steps take seconds to a minute.

Examples:
  npm run -s bench -- train-step
  npm run -s bench -- train-step --arch lenet5,resnet20 --batch-size 128 --peers pytorch-nchw,tensorflow
  npm run -s bench -- train-step --json > train-step.json`,
);
measuring('inference', 'raw pictures in, class probabilities out').addHelpText(
  'after',
  `
Examples:
  npm run -s bench -- inference
  npm run -s bench -- inference --arch wrn-16-4 --batch-size 1,32 --peers pytorch-channels-last
  npm run -s bench -- inference --json > inference.json`,
);
program
  .command('augmentation')
  .description(
    'training steps of paper-cnn on batches without augmentation, and with it, made inline and ahead',
  )
  .option('--augment <list>', 'the augmentation', augmentationDefaults.augment)
  .option('--batch-size <list>', 'pictures in a batch', augmentationDefaults.batchSize)
  .option('--repetitions <n>', 'turns of each way', augmentationDefaults.repetitions)
  .option('--seconds <s>', 'how long each turn lasts', augmentationDefaults.seconds)
  .option('--threads <n>', 'threads of the step', augmentationDefaults.threads)
  .option('--seed <n>', 'seed of pictures, parameters and order', augmentationDefaults.seed)
  .option('--json', 'print one JSON document instead of a table')
  .addHelpText(
    'after',
    `
Examples:
  npm run -s bench -- augmentation
  npm run -s bench -- augmentation --augment crop=4,flip --batch-size 32 --json > augmentation.json`,
  )
  .action(async ({ json, ...options }: AugmentationOptions & { json?: true }) => {
    const document = await measureAugmentation(augmentationQuestion(options), report);
    process.stdout.write(`${json ? JSON.stringify(document, null, 2) : augmentationTable(document)}\n`);
  });
program
  .command('audit')
  .description('plant faults into a copy of Fashion-MNIST, and see at which ranks the audit finds them')
  .option('--flips <n>', 'labels set to another class', auditDefaults.flips)
  .option(
    '--duplicates <n>',
    'pictures replaced by copies, a pixel off, with noise',
    auditDefaults.duplicates,
  )
  .option('--noise <deviation>', 'of those copies, of 255', auditDefaults.noise)
  .option('--threads <n>', 'threads', auditDefaults.threads)
  .option('--seed <n>', 'of what is planted where', auditDefaults.seed)
  .option('--json', 'print one JSON document')
  .addHelpText(
    'after',
    `
Examples:
  npm run -s bench -- audit
  npm run -s bench -- audit --noise 5 --seed 2 --json > audit.json`,
  )
  .action(async ({ json, ...options }: AuditOptions & { json?: true }) => {
    const document = await measureAudit(options, report);
    process.stdout.write(`${json ? JSON.stringify(document, null, 2) : auditLines(document)}\n`);
  });
addTimeToAccuracy(program, report);
program
  .command('setup')
  .description('make bench/.venv with the Python peers, at the versions pinned in bench/requirements.txt')
  .addHelpText('after', '\nExample:\n  npm run -s bench -- setup')
  .action(() => setUpPython());

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}

function measuring(command: Work['command'], description: string): Command {
  return program
    .command(command)
    .description(description)
    .option('--arch <list>', 'the networks', defaults.arch)
    .option(
      '--batch-size <list>',
      'pictures in a batch; each network is measured at each',
      defaults.batchSize,
    )
    .option(
      '--peers <list>',
      `whom to measure beside atelier, out of ${peerNames.slice(1).join(', ')} (default: all)`,
    )
    .option(
      '--repetitions <n>',
      `turns of each peer; a figure to quote needs ${quotableRepetitions}`,
      defaults.repetitions,
    )
    .option('--seconds <s>', 'how long each turn lasts; one step is always made', defaults.seconds)
    .option('--threads <n>', 'threads for every peer that has them', defaults.threads)
    .option('--seed <n>', 'seed of pictures, parameters and order', defaults.seed)
    .option('--json', 'print one JSON document instead of tables')
    .action((options: Options & { json?: true }) => measure(command, options));
}

async function measure(command: Work['command'], options: Options & { json?: true }): Promise<void> {
  const document = await measureSideBySide(questionOf(command, options), report);
  process.stdout.write(`${options.json ? JSON.stringify(document, null, 2) : resultTable(document)}\n`);
}

function report(message: string): void {
  process.stderr.write(`${message}\n`);
}
