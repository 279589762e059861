// Builds data sets from files of pixels: IDX, NumPy arrays, tables of numbers. All pictures have the same
// size. Each form reads its files into parts; this builds a data set from the parts and names the classes.
import { fashionClassNames, type Dataset, type DataSplits } from '../../data/dataset.ts';
import { splitOrder, type SplitName } from '../../data/split-words.ts';
import { InputError } from '../../errors.ts';
import { leastLabel, nameClasses } from './class-naming.ts';
import { readClassNames } from './class-names.ts';
import { emnistNamed, emnistWith, transpose } from './emnist.ts';
import { isFashionMnist } from './fashion-mnist.ts';
import { mapParts, type BySplit, type PixelPart, type PixelParts, type SampleParts } from './pixel-parts.ts';
import { bytesOfParts } from './set-scale.ts';

/** A data set, with notices about how it was read, a line each. */
export interface PixelData {
  readonly splits: DataSplits;
  readonly notices: readonly string[];
  /** Suggestions for users who ask about the data: none or one line. */
  readonly hints: readonly string[];
}

/**
 * Builds a data set from parts.
 *
 * The names of the classes come from the first of these that applies: Fashion-MNIST's names if the content is
 * the published one, `classes.txt` in the folder, EMNIST's published names if the files are named so, the
 * names that the caller knows, the labels.
 *
 * @param name the name of the data set
 * @param folder the folder that may contain `classes.txt`
 * @param labelNames class names in the order of the labels, used if no file names the classes
 * @throws InputError if splits or counts do not match, no scale fits, or a label has no name
 */
export async function makePixelData(
  name: string,
  folder: string,
  read: SampleParts,
  labelNames?: readonly string[],
): Promise<PixelData> {
  checkParts(read);
  const { parts, notices: scale } = bytesOfParts(read);
  const notices = [...(read.notices ?? []), ...scale];
  if (isFashionMnist(parts)) {
    const labels = (part: PixelPart) => Int32Array.from(part.labels as ArrayLike<number>);
    return { splits: makeSplits('fashion-mnist', parts, fashionClassNames, labels), notices, hints: [] };
  }
  const told = await readClassNames(folder);
  const all = splitsIn(parts).map((split) => parts[split]!);
  const emnist = emnistNamed(name) ?? (told && emnistWith(told, leastLabel(all)));
  const naming = nameClasses(all, { told, emnist, labelNames });
  const upright = emnist && parts.train.channels === 1 ? mapParts(parts, turned) : parts;
  return {
    splits: makeSplits(name, upright, naming.classNames, naming.labelsOf),
    notices: [
      ...notices,
      ...naming.notices,
      ...(emnist ? [`EMNIST ${emnist.name} stores its pictures transposed; they are turned upright`] : []),
    ],
    hints: naming.hints,
  };
}

const turned = (part: PixelPart): PixelPart => ({
  ...part,
  images: transpose(part.images, part.height, part.width),
  height: part.width,
  width: part.height,
});

const splitsIn = (parts: BySplit<unknown>): SplitName[] => splitOrder.filter((split) => parts[split]);

function checkParts(parts: SampleParts): void {
  const { train } = parts;
  const sizeOf = ({ channels, height, width }: Pick<PixelPart, 'channels' | 'height' | 'width'>) =>
    `${width}×${height} pixels${channels === 1 ? '' : ` in ${channels} channels`}`;
  for (const split of splitsIn(parts)) {
    const part = parts[split]!;
    if (sizeOf(part) !== sizeOf(train))
      throw new InputError(
        `${part.imagesSource}: expected images of ${sizeOf(train)}, as in the train split, got ${sizeOf(part)}`,
      );
    if (part.count === 0) throw new InputError(`${part.imagesSource}: expected at least one image, got none`);
    if (part.labels.length !== part.count)
      throw new InputError(
        `${part.labelsSource}: expected ${part.count} labels, one for each image in ${part.imagesSource}, got ${part.labels.length}`,
      );
  }
}

function makeSplits(
  name: string,
  parts: PixelParts,
  classNames: readonly string[],
  labelsOf: (part: PixelPart) => Int32Array,
): DataSplits {
  const { train, ...others } = mapParts(parts, (part): Dataset => {
    const { count, channels, height, width, images } = part;
    return { name, classNames, count, channels, height, width, images, labels: labelsOf(part) };
  });
  return { train, ...others };
}
