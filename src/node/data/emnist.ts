// EMNIST (Cohen, Afshar, Tapson & van Schaik, 2017): letters in the format of MNIST. Its files store pictures
// transposed and do not contain the names of the classes.

const digits = Array.from('0123456789');
const capitals = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** Lower-case letters that do not look like their capitals. */
const smallOnes = Array.from('abdefghnqrt');

/** One of EMNIST's data sets. */
export interface EmnistVariant {
  readonly name: string;
  readonly classNames: readonly string[];
  /** The label of the first class. */
  readonly first: 0 | 1;
}

const variants: readonly EmnistVariant[] = [
  { name: 'letters', classNames: capitals, first: 1 },
  { name: 'balanced', classNames: [...digits, ...capitals, ...smallOnes], first: 0 },
  { name: 'bymerge', classNames: [...digits, ...capitals, ...smallOnes], first: 0 },
  {
    name: 'byclass',
    classNames: [...digits, ...capitals, ...capitals.map((letter) => letter.toLowerCase())],
    first: 0,
  },
  { name: 'digits', classNames: digits, first: 0 },
  { name: 'mnist', classNames: digits, first: 0 },
];

/** The variant in a file name: `emnist-letters`. */
export const emnistNamed = (name: string): EmnistVariant | undefined =>
  variants.find((variant) => new RegExp(`\\bemnist[-_. ]?${variant.name}\\b`, 'i').test(name));

/**
 * The variant with these names, if no other data set is likely to have them and the labels begin where the
 * variant's do.
 */
export const emnistWith = (classNames: readonly string[], least: number): EmnistVariant | undefined =>
  variants.find(
    (variant) =>
      variant.classNames.length > digits.length &&
      (variant.first === 0 || least === variant.first) &&
      variant.classNames.join() === classNames.join(),
  );

/** Swaps the rows and columns of pictures of one channel. */
export function transpose(images: Uint8Array, height: number, width: number): Uint8Array {
  const turned = new Uint8Array(images.length);
  const size = height * width;
  for (let start = 0; start < images.length; start += size)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) turned[start + x * height + y] = images[start + y * width + x]!;
  return turned;
}
