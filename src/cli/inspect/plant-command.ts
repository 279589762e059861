// `atelier inspect plant`: plants defects in pictures of good pieces.
import { Command } from 'commander';
import { counted } from '../../number-words.ts';
import { examples, integer, maxPixelsOption, seedOption, share } from '../options/common.ts';
import { printResult } from '../terminal/output.ts';

interface Options {
  readonly out: string;
  readonly each: number;
  readonly testShare: number;
  readonly seed: number;
  readonly maxPixels?: number;
}

export function plantCommand(): Command {
  return new Command('plant')
    .description('plant defects with masks in pictures of good pieces, to see how far an inspector works')
    .argument('<good>', 'a folder with pictures of good pieces')
    .requiredOption('--out <folder>', 'the folder to write, in MVTec’s layout')
    .option('--each <count>', 'pictures of each kind and strength', integer('--each', 1, 1000), 4)
    .option(
      '--test-share <share>',
      'share of the good pieces that nothing is to be learnt from',
      share('--test-share'),
      0.3,
    )
    .addOption(seedOption('what is planted', 1))
    .addOption(maxPixelsOption())
    .addHelpText(
      'after',
      `
Seven kinds of defects at five strengths: stain, hole, scratch, missing part, colour shift, shifted print, and a part of
another piece. Learn from train/good in the folder, and evaluate on the folder.
${examples(
  'inspect plant good/ --out planted',
  'inspect learn planted/train/good --model efficientnet-lite0.onnx',
  'inspect evaluate inspector.onnx planted --out runs/planted',
)}`,
    )
    .action(plant);
}

async function plant(folder: string, options: Options): Promise<void> {
  const { plantFolder } = await import('../../node/inspection/plant-folder.ts');
  const { stageReporter } = await import('../terminal/stage-progress.ts');
  const report = stageReporter();
  const { train, good, planted } = await plantFolder(folder, {
    ...options,
    onProgress: (done, all) => report('planting', done / all),
  });
  printResult(
    `${options.out}: ${counted(train, 'good piece')} to learn from, ${good} to judge, ${counted(planted, 'defective piece')}`,
  );
}
