// `npm run -s release:novelty -- NAME`: the command line of release/add-novelty.ts.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { integer } from '../src/cli/options/common.ts';
import { printResult } from '../src/cli/terminal/output.ts';
import { modelsFolder } from '../src/node/runs/released-models.ts';
import { addNoveltyTo, type AddNoveltyOptions } from './release/add-novelty.ts';
import { runScript } from './run-script.ts';

const program = new Command('release:novelty')
  .description('give a released model its novelty output, and its card the figures')
  .argument('<name>', 'pocket, atelier or couture')
  .option('--photographs <folder>', 'photographs to measure novelty on')
  .option('--threads <count>', 'CPU threads', integer('--threads', 1, 256), availableParallelism())
  .option('--out <folder>', 'folder of released models', modelsFolder)
  .action(async (name: string, options: AddNoveltyOptions) => printResult(await addNoveltyTo(name, options)));

await runScript(program);
