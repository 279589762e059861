// `npm run -s release -- NAME RUN`: the command line of release/release.ts.
import { availableParallelism } from 'node:os';
import { Command } from 'commander';
import { integer } from '../src/cli/options/common.ts';
import { complain, printResult } from '../src/cli/terminal/output.ts';
import { InputError } from '../src/errors.ts';
import { modelsFolder } from '../src/node/runs/released-models.ts';
import { release, type ReleaseOptions } from './release/release.ts';

const program = new Command('release')
  .description("release a finished run's best model: models/NAME.onnx, and its card, models/NAME.md")
  .argument('<name>', 'pocket, atelier or couture')
  .argument('<run>', 'the directory of a finished run')
  .option('--data <name>', 'where its data are now, unless they are where they were')
  .option('--threads <count>', 'threads of the CPU', integer('--threads', 1, 256), availableParallelism())
  .option('--out <folder>', 'where released models are', modelsFolder)
  .action(async (name: string, run: string, options: ReleaseOptions) =>
    printResult(await release(name, run, options)),
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof InputError)) throw error;
  complain(error.message);
  process.exitCode = 2;
}
