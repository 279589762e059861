// `npm run -s release -- NAME RUN`: the command line of release/release.ts.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { integer } from '../src/cli/options/common.ts';
import { printResult } from '../src/cli/terminal/output.ts';
import { modelsFolder } from '../src/node/runs/released-models.ts';
import { release, type ReleaseOptions } from './release/release.ts';
import { runScript } from './run-script.ts';

const program = new Command('release')
  .description(
    'release the best model of a finished run: writes models/NAME.onnx and its card models/NAME.md',
  )
  .argument('<name>', 'pocket, atelier or couture')
  .argument('<run>', 'the folder of a finished run')
  .option('--data <name>', 'new place of its data, if they have moved')
  .option('--threads <count>', 'CPU threads', integer('--threads', 1, 256), availableParallelism())
  .option('--out <folder>', 'folder of released models', modelsFolder)
  .action(async (name: string, run: string, options: ReleaseOptions) =>
    printResult(await release(name, run, options)),
  );

await runScript(program);
