// The command line of `time-to-accuracy`: options, examples, and the printing of the result.
import type { Command } from 'commander';
import { measureTimeToAccuracy } from './measure.ts';
import { splits, timeDefaults, timeQuestion, type TimeOptions } from './question.ts';
import { timeTable } from './result-table.ts';
import { allTargets, longTarget, targetPresets } from './targets.ts';
import { paperRecipe, peerWords } from './trainers.ts';

const table = allTargets.map((target) => `${target} ${targetPresets[target]}`).join(', ');

/** Adds the command to the bench's program. */
export function addTimeToAccuracy(program: Command, progress: (message: string) => void): void {
  program
    .command('time-to-accuracy')
    .description(
      'measure the seconds of training to reach an accuracy on Fashion-MNIST, compared with the paper’s recipe',
    )
    .option(
      '--targets <list>',
      `accuracies from ${allTargets.join(', ')} (default: all except ${longTarget})`,
    )
    .option('--full', `also measure ${longTarget}, with the first seed only`)
    .option(
      '--seeds <list>',
      'one training with each seed; results are medians over the seeds',
      timeDefaults.seeds,
    )
    .option(
      '--split <name>',
      `the split that decides: ${splits.join(' or ')} (for tuning)`,
      timeDefaults.split,
    )
    .option('--peers <list>', `trainers: ${peerWords.join(', ')}`, timeDefaults.peers)
    .option('--threads <n>', 'threads of each trainer', timeDefaults.threads)
    .option('--data <folder>', 'use other IDX files instead of Fashion-MNIST')
    .option('--json', 'print one JSON document instead of a table')
    .addHelpText(
      'after',
      `
atelier trains with a preset for each target: ${table}.
The peers train the paper's network as the paper does, for at most ${paperRecipe.epochs} epochs.

Examples:
  npm run -s bench -- time-to-accuracy
  npm run -s bench -- time-to-accuracy --targets 0.902,0.92 --peers atelier --split validation
  npm run -s bench -- time-to-accuracy --full --json > time-to-accuracy.json`,
    )
    .action(async ({ json, ...options }: TimeOptions & { json?: true }) => {
      const document = await measureTimeToAccuracy(timeQuestion(options), progress);
      process.stdout.write(`${json ? JSON.stringify(document, null, 2) : timeTable(document)}\n`);
    });
}
