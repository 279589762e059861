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
      'seconds of training until an accuracy on Fashion-MNIST is reached, beside the paper’s recipe',
    )
    .option('--targets <list>', `out of ${allTargets.join(', ')} (default: all but ${longTarget})`)
    .option('--full', `${longTarget} as well, with the first seed alone`)
    .option('--seeds <list>', 'a training with each; figures are medians over them', timeDefaults.seeds)
    .option(
      '--split <name>',
      `which pictures decide: ${splits.join(' or ')}, which is for tuning`,
      timeDefaults.split,
    )
    .option('--peers <list>', `who trains, out of ${peerWords.join(', ')}`, timeDefaults.peers)
    .option('--threads <n>', 'threads for everybody', timeDefaults.threads)
    .option('--data <folder>', 'IDX files in the place of Fashion-MNIST')
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
