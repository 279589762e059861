// `atelier explain`: explains predictions, shows what a model has learned, and checks the explanations.
import { Command } from 'commander';
import { defaultModelWords } from '../../node/runs/default-model.ts';
import { examples, modelWords, seedOption } from '../options/common.ts';
import { addMeasuredData, addDeviceExecutionOptions } from '../options/measuring.ts';
import { pictureOptions, questionOptions, type ExplainOptions } from './options.ts';

export function explainCommand(): Command {
  const command = new Command('explain')
    .description(
      'explain predictions: attribution maps, feature maps, filters, and pictures that maximise classes',
    )
    .usage('[options] [model] [pictures...]')
    .argument(
      '[pictures...]',
      `pictures or folders, after the model: ${modelWords} (default: ${defaultModelWords})`,
    );
  for (const option of pictureOptions()) command.addOption(option);
  addMeasuredData(command);
  for (const option of questionOptions()) command.addOption(option);
  command
    .option('--out <folder>', 'output folder', 'runs/explain')
    .addOption(seedOption('noise and shuffled kernels', 1));
  return addDeviceExecutionOptions(command)
    .addHelpText(
      'after',
      examples(
        'explain runs/train boot.png',
        'explain runs/train --worst 10 --method grad-cam,integrated-gradients',
        'explain runs/train --index 17 --class Shirt --features conv2d_1',
        'explain runs/train --filters conv2d --maximize all',
        'explain runs/train --index 0 --check 50',
        'explain theirs.onnx photo.jpg --pixels bytes',
      ),
    )
    .action(explain);
}

async function explain(args: string[], options: ExplainOptions): Promise<void> {
  const { runExplain } = await import('./run.ts');
  await runExplain(args, options);
}
