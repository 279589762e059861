// Pictures that show their class, so that a wrong label is noticed.
import sharp from 'sharp';
import type { Dataset } from '../../src/data/dataset.ts';
import { encodeBmp } from '../../src/node/pictures/testing/bmp.ts';
import type { Random } from '../../src/random.ts';

/**
 * Class names as people use them. Only one contains the name of a split, because two would be taken for
 * splits or refused.
 */
const names = [
  ...['bag', 'Hüte & Mützen', 'test tube', '=1+1', 'a, b', 'say "hi"', 'e\u0301te\u0301', '裙子 👗', 'חולצה'],
  ...[
    'class 2',
    'class 10',
    'T-shirt/top',
    '<b>',
    'semi;colon',
    "it's",
    '100 %',
    '#1',
    'detest',
    'contest entry',
  ],
];
/** Whether a name can't be that of a folder. */
const hasSlash = (name: string): boolean => name.includes('/');

/** Draws two to five different class names. */
export function classNames(random: Random, forFolders: boolean): string[] {
  const rest = names.filter((name) => !(forFolders && hasSlash(name)));
  return Array.from({ length: 2 + random.integer(4) }, () => rest.splice(random.integer(rest.length), 1)[0]!);
}

/** The colour of each class's pictures, as red, green and blue. */
const colours = [
  [200, 60, 60],
  [60, 190, 60],
  [60, 70, 210],
  [200, 190, 50],
  [60, 180, 190],
] as const;

const side = 12;
const bands = 3;

/** Pixels `[side, side, 3]` in the class's colour, with a dark corner so that they are not all equal. */
function pixelsOf(label: number): Buffer {
  const pixels = Buffer.alloc(side * side * bands);
  for (let i = 0; i < side * side; i++) {
    const isCorner = i % side < 3 && i < 3 * side;
    colours[label]!.forEach((level, c) => (pixels[bands * i + c] = isCorner ? level >> 2 : level));
  }
  return pixels;
}

export interface PictureFile {
  /** The extension, without the dot. */
  readonly extension: string;
  readonly bytes: Uint8Array;
}

/** The picture of each class as files, one for each format: `[label][format]`. */
export async function labelledFiles(): Promise<readonly (readonly PictureFile[])[]> {
  return Promise.all(
    colours.map(async (_, label): Promise<PictureFile[]> => {
      const pixels = pixelsOf(label);
      const picture = () => sharp(pixels, { raw: { width: side, height: side, channels: bands } });
      const swapped = Buffer.from(pixels);
      for (let i = 0; i < swapped.length; i += bands)
        [swapped[i], swapped[i + 2]] = [pixels[i + 2]!, pixels[i]!];
      return [
        { extension: 'png', bytes: await picture().png().toBuffer() },
        { extension: 'jpg', bytes: await picture().jpeg({ quality: 95 }).toBuffer() },
        { extension: 'JPEG', bytes: await picture().jpeg({ progressive: true }).toBuffer() },
        { extension: 'webp', bytes: await picture().webp().toBuffer() },
        { extension: 'gif', bytes: await picture().gif().toBuffer() },
        { extension: 'tif', bytes: await picture().tiff({ compression: 'lzw' }).toBuffer() },
        { extension: 'avif', bytes: await picture().avif({ effort: 0 }).toBuffer() },
        { extension: 'bmp', bytes: encodeBmp({ width: side, height: -side, bits: 24, pixels: swapped }) },
      ];
    }),
  );
}

/** The class that a picture shows: that with the nearest colour in its far corner. */
function shownIn({ images, channels, height, width }: Dataset, index: number): number {
  const size = height * width;
  const seen = [0, 1, 2].map(
    (c) => images[(channels * index + Math.min(c, channels - 1)) * size + size - 1]!,
  );
  const distances = colours.map((colour) =>
    colour.reduce((sum, level, c) => sum + (level - seen[c]!) ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

/**
 * The pictures of a split whose label is not the class that they show, as text.
 *
 * @param expected the class names in the order of the colours
 * @param isExcepted whether a file is damaged and may show anything
 */
export function mislabelled(
  data: Dataset,
  expected: readonly string[],
  isExcepted: (file: string) => boolean = () => false,
): string[] {
  return Array.from(data.labels, (label, i) => {
    const [file, name, shown] = [
      data.files?.[i] ?? String(i),
      data.classNames[label]!,
      expected[shownIn(data, i)] ?? 'nothing',
    ];
    const isRight = name.normalize('NFC') === shown.normalize('NFC');
    return isRight || isExcepted(file) ? '' : `${file} is called '${name}' and shows '${shown}'`;
  }).filter(Boolean);
}
