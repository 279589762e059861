// EMNIST (Cohen, Afshar, Tapson & van Schaik, 2017): MNIST's form with letters. Its files have pictures that
// lie on their side, columns for rows, and their classes are named nowhere in them.

const digits = Array.from('0123456789');
const capitals = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ');
/** Small letters that do not look like their capitals. */
const smallOnes = Array.from('abdefghnqrt');

/** One of the data sets that EMNIST consists of. */
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

/** The variant that files are named after: `emnist-letters`. */
export const emnistNamed = (name: string): EmnistVariant | undefined =>
  variants.find((variant) => new RegExp(`\\bemnist[-_. ]?${variant.name}\\b`, 'i').test(name));

/**
 * The variant with these names, where no other data set is likely to have them and labels that begin there.
 */
export const emnistWith = (classNames: readonly string[], least: number): EmnistVariant | undefined =>
  variants.find(
    (variant) =>
      variant.classNames.length > digits.length &&
      (variant.first === 0 || least === variant.first) &&
      variant.classNames.join() === classNames.join(),
  );

/** Pictures of one channel with rows and columns exchanged. */
export function transpose(images: Uint8Array, height: number, width: number): Uint8Array {
  const turned = new Uint8Array(images.length);
  const size = height * width;
  for (let start = 0; start < images.length; start += size)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) turned[start + x * height + y] = images[start + y * width + x]!;
  return turned;
}
