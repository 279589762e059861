// The options of `atelier explain`: which pictures to explain, and how.
import { Option } from 'commander';
import { methodNames, type MethodName } from '../../explain/methods/names.ts';
import { pixelRanges, type PixelRange } from '../../explain/pixel-ranges.ts';
import { integer, listOf, oneOf } from '../options/common.ts';
import { inversions, type Inversion } from '../options/inversions.ts';
import type { MeasuredDataOptions, DeviceExecutionOptions } from '../options/measuring.ts';

export interface ExplainOptions extends MeasuredDataOptions, DeviceExecutionOptions {
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
  readonly invert: Inversion;
  readonly pixels?: PixelRange;
  readonly seed: number;
}

/** The options that choose pictures, besides those of the data. */
export const pictureOptions = (): Option[] => [
  new Option('--index <numbers>', 'pictures of the split by number, counted from 0').argParser(
    listOf(integer('--index', 0)),
  ),
  new Option('--worst <count>', 'the pictures with the highest loss').argParser(integer('--worst', 1, 1000)),

  new Option('--invert <when>', 'auto, always or never, as in predict')
    .argParser(oneOf('--invert', inversions))
    .default('auto' as const),
  new Option(
    '--pixels <range>',
    'range of a float input if the model does not declare it: unit (0..1) or bytes (0..255) (default: by the model’s family, or unit)',
  ).argParser(oneOf('--pixels', pixelRanges)),
];

/** The options that choose explanations. */
export const questionOptions = (): Option[] => [
  new Option(
    '--method <names>',
    `some of ${methodNames.join(', ')} (default: all that the architecture allows)`,
  ).argParser(listOf(oneOf('--method', methodNames))),
  new Option(
    '--layer <name>',
    'the layer for class activation maps (default: the last activation with maps)',
  ),
  new Option('--class <name>', 'the class to explain, by name or number (default: the predicted class)'),
  new Option('--features <layer>', 'draw the feature maps of a layer for each picture'),
  new Option('--filters <layer>', 'draw the filters of a convolution'),
  new Option(
    '--maximize <what>',
    'draw pictures that maximise classes (names or numbers), units (layer:unit), or all classes (all)',
  ).argParser(listOf((text) => text)),
  new Option(
    '--check <count>',
    'assess the methods on this many pictures of the split, by deletion, insertion and shuffled kernels',
  ).argParser(integer('--check', 1, 10_000)),
];
