// The bench's command line: side-by-side measurements of this project and its peers.
// It reads the options and prints the result; the measuring is in side-by-side.ts.
import { Command, Option } from 'commander';
import { InputError } from '../src/errors.ts';
import { peerNames, selectPeers } from './peer-list.ts';
import { architectures, type Architecture, type Work } from './protocol.ts';
import { setUpPython } from './python-environment.ts';
import { quotableRepetitions } from './result-document.ts';
import { resultTable } from './result-table.ts';
import { measureSideBySide, type Question } from './side-by-side.ts';

interface Options {
  arch: Architecture;
  batchSize?: string;
  peers?: string;
  repetitions: string;
  seconds: string;
  threads: string;
  seed: string;
  json?: true;
}

const program = new Command('bench')
  .description('Side-by-side measurements of Atelier and its peers, taken in turn within one run.')
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

measuring(
  'train-step',
  'one whole Adam training step: raw pictures in, parameters updated',
  '128',
).addHelpText(
  'after',
  `
Examples:
  npm run -s bench -- train-step
  npm run -s bench -- train-step --arch lenet5 --peers pytorch-nchw,tensorflow
  npm run -s bench -- train-step --json > train-step.json`,
);
measuring('inference', 'raw pictures in, class probabilities out', '1 and 128').addHelpText(
  'after',
  `
Examples:
  npm run -s bench -- inference
  npm run -s bench -- inference --batch-size 32 --peers pytorch-channels-last`,
);
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

function measuring(command: Work['command'], description: string, batchSizes: string): Command {
  return program
    .command(command)
    .description(description)
    .addOption(new Option('--arch <name>', 'the network').choices(architectures).default('paper-cnn'))
    .option('--batch-size <n>', `pictures in a batch (default: ${batchSizes})`)
    .option(
      '--peers <list>',
      `whom to measure beside atelier, out of ${peerNames.slice(1).join(', ')} (default: all)`,
    )
    .option('--repetitions <n>', `turns of each peer; a figure to quote needs ${quotableRepetitions}`, '7')
    .option('--seconds <s>', 'how long each turn lasts; one step is always made', '1.5')
    .option('--threads <n>', 'threads for every peer that has them', '2')
    .option('--seed <n>', 'seed of pictures, parameters and order', '1')
    .option('--json', 'print one JSON document instead of a table')
    .action((options: Options) => measure(command, options));
}

async function measure(command: Work['command'], options: Options): Promise<void> {
  const document = await measureSideBySide(questionOf(command, options), (message) =>
    process.stderr.write(`${message}\n`),
  );
  process.stdout.write(`${options.json ? JSON.stringify(document, null, 2) : resultTable(document)}\n`);
}

function questionOf(command: Work['command'], options: Options): Question {
  const asked = options.batchSize;
  const usual = command === 'inference' ? [1, 128] : [128];
  return {
    command,
    architecture: options.arch,
    batchSizes: asked === undefined ? usual : [integer('--batch-size', asked, 1, 60_000)],
    threads: integer('--threads', options.threads, 1, 1024),
    repetitions: integer('--repetitions', options.repetitions, 1, 1000),
    secondsPerBurst: seconds(options.seconds),
    seed: integer('--seed', options.seed, 0, 2 ** 32 - 1),
    peers: selectPeers(options.peers),
  };
}

function integer(option: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= low && value <= high) return value;
  throw new InputError(`${option}: expected a whole number from ${low} to ${high}; got '${text}'`);
}

function seconds(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= 600) return value;
  throw new InputError(`--seconds: expected a number above 0, at most 600; got '${text}'`);
}
