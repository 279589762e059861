// `atelier experiment`: trains several variants with several seeds each, and tabulates their differences with
// confidence intervals and p values.
import { Command } from 'commander';
import { join } from 'node:path';
import { loadConfigured } from '../options/data.ts';
import { printJson, printResult } from '../terminal/output.ts';
import { comparedSplitOption, examples, jsonOption, offlineOption } from '../options/common.ts';

interface Options {
  readonly data?: string;
  readonly out: string;
  readonly split: 'validation' | 'test';
  readonly offline?: boolean;
  readonly json?: boolean;
}

export function experimentCommand(): Command {
  return new Command('experiment')
    .description('train named variants with several seeds each and compare them picture by picture')
    .argument('<file>', 'the experiment, YAML or JSON: name, question, seeds, base, variants')
    .option('--data <name>', 'as for train; overrides the experiment’s data')
    .option('--out <folder>', 'folder for its runs, table and figure', 'runs/experiments')
    .addOption(comparedSplitOption('at the very end'))
    .addOption(offlineOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nFinished runs are not trained again: after Ctrl-C, the same command resumes.\n${examples(
        'experiment docs/experiments/activations.yaml',
        'experiment docs/experiments/augmentation.yaml --split test --json',
      )}`,
    )
    .action(experiment);
}

async function experiment(file: string, { data, out, split, offline = false, json }: Options): Promise<void> {
  const { parseExperiment } = await import('../../training/experiment.ts');
  const { readConfigFile } = await import('../../node/files/config-file.ts');
  const { runExperiment } = await import('./run.ts');
  const { experimentTable } = await import('./report.ts');
  const { writeExperiment } = await import('./write.ts');
  const { value, locate } = await readConfigFile(file);
  const parsed = parseExperiment(value, locate);
  const first = [...parsed.variants.values()][0]!;
  const { splits } = await loadConfigured({ ...first, ...(data !== undefined && { data }) }, offline);
  const folder = join(out, parsed.name);
  const result = await runExperiment(splits, parsed, { folder, split });
  await writeExperiment(result, folder);
  if (json) printJson(result);
  else printResult(experimentTable(result));
}
