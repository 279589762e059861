// The words by which people call the splits of their data: `train`, `Training_Set`, `valid`, `seg_test`.

/** The splits in their order. */
export const splitOrder = ['train', 'validation', 'test'] as const;
export type SplitName = (typeof splitOrder)[number];

const words = new Map<string, SplitName>([
  ...['train', 'training', 'trn'].map((word) => [word, 'train'] as const),
  ...['val', 'valid', 'validation', 'dev'].map((word) => [word, 'validation'] as const),
  ...['test', 'testing', 'tst', 't10k'].map((word) => [word, 'test'] as const),
]);

/** Words that say nothing beside one of a split. */
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

/** What a refusal tells people to use. */
export const splitWords = 'train (or training), val (or valid, validation, dev) and test (or testing)';

interface ReadName {
  readonly split: SplitName;
  /** What stands beside the split's word, which says nothing of the split: the `seg` of `seg_train`. */
  readonly rest: string;
}

/** The split that a folder or a cell names by itself, in large letters or small. */
export function splitFromName(name: string): SplitName | undefined {
  const read = readName(name);
  return read?.rest === '' ? read.split : undefined;
}

/**
 * Which of some names, as of folders side by side, are those of splits: they have a split's word, and beside
 * it all the same.
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
  // One name with something beside the word is a class: 'test tube'.
  if (rests.size !== 1 || (!rests.has('') && splits.size < 2)) return onlyPlain(read);
  return new Map([...read].map(([name, { split }]) => [name, split]));
}

const onlyPlain = (read: ReadonlyMap<string, ReadName>): Map<string, SplitName> =>
  new Map([...read].flatMap(([name, { split, rest }]) => (rest === '' ? [[name, split] as const] : [])));

/** Whether a name has a split's word in it, whatever stands beside. */
export const mentionsSplit = (name: string): boolean => readName(name) !== undefined;

/** Whether a folder's name says nothing of what is in it: `images`, `test`, `unlabelled`. */
export const saysNothing = (name: string): boolean =>
  partsOf(name).every(
    (part) =>
      words.has(part) || fillers.includes(part) || /^(?:all|unknown|unlabell?ed|unsorted)$/.test(part),
  );

/** Reads a name that has just one word of a split. */
function readName(name: string): ReadName | undefined {
  const parts = partsOf(name);
  const found = parts.filter((part) => words.has(part));
  if (found.length !== 1) return undefined;
  const rest = parts.filter((part) => !words.has(part) && !fillers.includes(part)).join(' ');
  return { split: words.get(found[0]!)!, rest };
}

/**
 * What a file's name says, perhaps with the folders before it: its split, if it names just one, and its other
 * words.
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

/** Words without those that say nothing beside one of a split. */
export const withoutFillers = (parts: readonly string[]): string[] =>
  parts.filter((part) => !fillers.includes(part));

/** `trainSet`, `Train_Set`, `train-set`, `trainset` and `train2017` in their parts. */
const partsOf = (name: string): string[] =>
  name
    .normalize('NFC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((part) => part !== '')
    .flatMap((part) => (words.has(part) ? [part] : withoutNumber(part).flatMap(withoutFiller)));

/** `train2017` in two, but not `cifar10`. */
function withoutNumber(part: string): string[] {
  const [, word = '', number = ''] = /^(\p{L}+)(\d+)$/u.exec(part) ?? [];
  return withoutFiller(word).some((one) => words.has(one)) ? [word, number] : [part];
}

function withoutFiller(part: string): string[] {
  const filler = fillers.find((end) => part.endsWith(end) && words.has(part.slice(0, -end.length)));
  return filler === undefined ? [part] : [part.slice(0, -filler.length), filler];
}
