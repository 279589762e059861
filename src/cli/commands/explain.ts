// `atelier explain`: why a model says what it says of pictures, what it looks for, and whether the explanations hold.
import { Command, Option } from 'commander';
import { pixelRanges, type PixelRange } from '../../explain/pixel-ranges.ts';
import { methodNames, type MethodName } from '../../explain/methods/names.ts';
import { defaultModelWords } from '../../node/runs/default-model.ts';
import {
  dataOption,
  examples,
  integer,
  jsonOption,
  listOf,
  maxPixelsOption,
  measuredSplitOption,
  modelWords,
  offlineOption,
  oneOf,
  splitNames,
  threadsOption,
  type SplitName,
} from '../options.ts';
import { inversions, type Inversion } from '../inversions.ts';

export interface ExplainOptions {
  readonly index?: readonly number[];
  readonly worst?: number;
  readonly method?: readonly MethodName[];
  readonly layer?: string;
  readonly class?: string;
  readonly features?: string;
  readonly filters?: string;
  readonly maximize?: readonly string[];
  readonly check?: number;
  readonly out: string;
  readonly data?: string;
  readonly split?: SplitName;
  readonly invert: Inversion;
  readonly pixels: PixelRange;
  readonly seed: number;
  readonly threads: number;
  readonly offline?: boolean;
  readonly maxPixels?: number;
  readonly json?: boolean;
}

export function explainCommand(): Command {
  const command = new Command('explain')
    .description(
      'why a model says what it says: maps of what mattered, features, filters, and what classes look like',
    )
    .usage('[options] [model] [pictures...]')
    .argument(
      '[pictures...]',
      `pictures or folders; before them ${modelWords} (default: ${defaultModelWords})`,
    );
  for (const option of pictureOptions()) command.addOption(option);
  for (const option of questionOptions()) command.addOption(option);
  return command
    .option('--out <folder>', 'where the pictures go', 'runs/explain')
    .addOption(
      new Option('--seed <number>', 'of what is random: noise, shuffled kernels')
        .argParser(integer('--seed', 0))
        .default(1),
    )
    .addOption(threadsOption())
    .addOption(offlineOption())
    .addOption(jsonOption())
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

/** Of what is to be explained. */
const pictureOptions = (): Option[] => [
  new Option('--index <numbers>', 'pictures of the data by their number in the split, from 0').argParser(
    listOf(integer('--index', 0)),
  ),
  new Option('--worst <count>', 'the pictures of the split that the model is most wrong about').argParser(
    integer('--worst', 1, 1000),
  ),
  dataOption(),
  measuredSplitOption(splitNames),
  maxPixelsOption(),
  new Option('--invert <when>', 'as in predict: auto, always or never')
    .argParser(oneOf('--invert', inversions))
    .default('auto' as const),
  new Option(
    '--pixels <range>',
    'what the numbers of a float input mean in a model that does not say: unit, 0..1, or bytes, 0..255',
  )
    .argParser(oneOf('--pixels', pixelRanges))
    .default('unit' as const),
];

/** Of what is to be told. */
const questionOptions = (): Option[] => [
  new Option(
    '--method <names>',
    `some of ${methodNames.join(', ')}, with commas (default: all that the architecture allows)`,
  ).argParser(listOf(oneOf('--method', methodNames))),
  new Option('--layer <name>', 'for class activation maps (default: the last activation with maps)'),
  new Option('--class <name>', 'the class to explain, by name or number (default: what the model says)'),
  new Option('--features <layer>', 'the maps of features that a layer makes of each picture'),
  new Option('--filters <layer>', 'the filters of a convolution'),
  new Option(
    '--maximize <what>',
    'what classes, by name or number, or units, as layer:unit, answer to most; with commas, or all for every class',
  ).argParser(listOf((text) => text)),
  new Option(
    '--check <count>',
    'assess the methods on so many pictures of the split: deletion and insertion, and shuffled kernels',
  ).argParser(integer('--check', 1, 10_000)),
];

async function explain(args: string[], options: ExplainOptions): Promise<void> {
  const { runExplain } = await import('../explain-run.ts');
  await runExplain(args, options);
}
