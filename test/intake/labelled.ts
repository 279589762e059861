// Pictures that show which class they are of, so that one under a wrong label is noticed.
import sharp from 'sharp';
import type { Dataset } from '../../src/data/dataset.ts';
import { encodeBmp } from '../../src/node/pictures/testing/bmp.ts';
import type { Random } from '../../src/random.ts';

/**
 * Names as people have them; only one has a word for a split, since two of those would be taken for splits or
 * refused.
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
/** Names that can't be those of folders. */
const hasSlash = (name: string): boolean => name.includes('/');

/** Two to five different names. */
export function classNames(random: Random, forFolders: boolean): string[] {
  const rest = names.filter((name) => !(forFolders && hasSlash(name)));
  return Array.from({ length: 2 + random.integer(4) }, () => rest.splice(random.integer(rest.length), 1)[0]!);
}

/** Red, green and blue of each class's pictures. */
const colours = [
  [200, 60, 60],
  [60, 190, 60],
  [60, 70, 210],
  [200, 190, 50],
  [60, 180, 190],
] as const;

const side = 12;
const bands = 3;

/** The class's colour, with a dark corner so that there is something to see: `[side, side, 3]`. */
function pixelsOf(label: number): Buffer {
  const pixels = Buffer.alloc(side * side * bands);
  for (let i = 0; i < side * side; i++) {
    const isCorner = i % side < 3 && i < 3 * side;
    colours[label]!.forEach((level, c) => (pixels[bands * i + c] = isCorner ? level >> 2 : level));
  }
  return pixels;
}

export interface PictureFile {
  /** Without the dot. */
  readonly extension: string;
  readonly bytes: Uint8Array;
}

/** Files of each class's picture, one for each format: `[label][format]`. */
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

/** Which class a picture shows: the nearest colour at its far corner. */
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
 * Pictures of a split that are under another name than that of the class which they show, in words.
 *
 * @param expected names by the classes' colours
 * @param isExcepted whether a file has been damaged and may show anything
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
