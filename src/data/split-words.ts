// Recognises the words that people use for the splits of their data: `train`, `Training_Set`, `valid`,
// `seg_test`.

/** The splits in order. */
export const splitOrder = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitOrder)[number];

const words = new Map<string, SplitName>([
  ...['train', 'training', 'trn'].map((word) => [word, 'train'] as const),
  ...['val', 'valid', 'validation', 'dev'].map((word) => [word, 'validation'] as const),
  ...['test', 'testing', 'tst', 't10k'].map((word) => [word, 'test'] as const),
]);

/** Words without a meaning of their own beside the word of a split. */
const fillers = [
  'set',
  'data',
  'dataset',
  'split',
  'subset',
  'images',
  'image',
  'imgs',
  'pictures',
  'photos',
];

/** The words that error messages recommend. */
export const splitWords = 'train (or training), val (or valid, validation, dev) and test (or testing)';

interface ReadName {
  readonly split: SplitName;
  /** The other words of the name, which do not depend on the split: the `seg` of `seg_train`. */
  readonly rest: string;
}

/** The split that a folder or cell is named after, in upper or lower case. */
export function splitFromName(name: string): SplitName | undefined {
  const read = readName(name);
  return read?.rest === '' ? read.split : undefined;
}

/**
 * The names, e.g. of neighbouring folders, that mean splits: each has one word for a split, and the rest of
 * the name is the same in all.
 *
 * @example splitsAmong(['seg_train', 'seg_test', 'seg_pred']) // seg_train → train, seg_test → test
 */
export function splitsAmong(names: readonly string[]): Map<string, SplitName> {
  const read = new Map(
    names.flatMap((name) => {
      const found = readName(name);
      return found ? [[name, found] as const] : [];
    }),
  );
  const rests = new Set([...read.values()].map(({ rest }) => rest));
  const splits = new Set([...read.values()].map(({ split }) => split));
  // A single name with further words is a class, such as 'test tube'.
  if (rests.size !== 1 || (!rests.has('') && splits.size < 2)) return onlyPlain(read);
  return new Map([...read].map(([name, { split }]) => [name, split]));
}

const onlyPlain = (read: ReadonlyMap<string, ReadName>): Map<string, SplitName> =>
  new Map([...read].flatMap(([name, { split, rest }]) => (rest === '' ? [[name, split] as const] : [])));

/** Whether a name contains just one word for a split. */
export const mentionsSplit = (name: string): boolean => readName(name) !== undefined;

/** Whether a folder's name tells nothing about its content: `images`, `test`, `unlabelled`. */
export const saysNothing = (name: string): boolean =>
  partsOf(name).every(
    (part) =>
      words.has(part) || fillers.includes(part) || /^(?:all|unknown|unlabell?ed|unsorted)$/.test(part),
  );

/** Reads a name that contains just one word for a split. */
function readName(name: string): ReadName | undefined {
  const parts = partsOf(name);
  const found = parts.filter((part) => words.has(part));
  if (found.length !== 1) return undefined;
  const rest = parts.filter((part) => !words.has(part) && !fillers.includes(part)).join(' ');
  return { split: words.get(found[0]!)!, rest };
}

/**
 * The split in a file's name, which may include its folders, and the other words. The split is undefined
 * unless the words of the name agree on one.
 *
 * @example splitInName('train/kmnist-imgs') // { split: 'train', words: ['kmnist', 'imgs'] }
 */
export function splitInName(name: string): { split: SplitName | undefined; words: readonly string[] } {
  const parts = partsOf(name);
  const splits = new Set(parts.flatMap((part) => words.get(part) ?? []));
  const [split] = splits;
  return splits.size === 1
    ? { split, words: parts.filter((part) => !words.has(part)) }
    : { split: undefined, words: parts };
}

/** Leaves out the words without a meaning of their own. */
export const withoutFillers = (parts: readonly string[]): string[] =>
  parts.filter((part) => !fillers.includes(part));

/** The parts of names such as `trainSet`, `Train_Set`, `train-set`, `trainset` and `train2017`. */
const partsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .flatMap((part) => (words.has(part) ? [part] : withoutNumber(part).flatMap(withoutFiller)));

/** Splits `train2017`, but not `cifar10`. */
function withoutNumber(part: string): string[] {
  const [, word = '', number = ''] = /^(\p{L}+)(\d+)$/u.exec(part) ?? [];
  return withoutFiller(word).some((one) => words.has(one)) ? [word, number] : [part];
}

function withoutFiller(part: string): string[] {
  const filler = fillers.find((end) => part.endsWith(end) && words.has(part.slice(0, -end.length)));
  return filler === undefined ? [part] : [part.slice(0, -filler.length), filler];
}
