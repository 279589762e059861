// What `atelier explain` can be asked: of which pictures, and what about them.
import { Option } from 'commander';
import { methodNames, type MethodName } from '../../explain/methods/names.ts';
import { pixelRanges, type PixelRange } from '../../explain/pixel-ranges.ts';
import {
  dataOption,
  integer,
  listOf,
  maxPixelsOption,
  measuredSplitOption,
  oneOf,
  splitNames,
  type SplitName,
} from '../options/common.ts';
import { inversions, type Inversion } from '../options/inversions.ts';

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

/** Of what is to be explained. */
export const pictureOptions = (): Option[] => [
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
export const questionOptions = (): Option[] => [
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
