// Parses and prints augmentations as one line, for the command line:
// `rotation=10,translation=0.1,flip,erase=0.5`. The names and amounts are checked by the schema in
// augmentation.ts.
import { InputError } from '../../errors.ts';
import { augmentationFromJSON, type Augmentation } from './augmentation.ts';

/**
 * Parses augmentations: parts separated by commas, each `name=value`, or just `flip` or `trivialAugment`.
 *
 * @param owner begins errors, e.g. `--augment`
 * @throws InputError naming the part, what was expected and what was given
 * @example parseAugmentation('rotation=10,translation=0.1,zoom=0.1,flip,erase=0.5,mixup=0.2')
 */
export function parseAugmentation(text: string, owner = 'augmentation'): Augmentation {
  const given = new Map<string, unknown>();
  for (const part of text.split(',')) {
    const [name, value] = parsePart(part.trim(), owner);
    if (given.has(name)) throw new InputError(`${owner}: ${name}: expected once, got it twice in '${text}'`);
    given.set(name, value);
  }
  return augmentationFromJSON(Object.fromEntries(given), owner);
}

/** Those that need no value. */
const bare = ['flip', 'trivialAugment'];

function parsePart(part: string, owner: string): [name: string, value: unknown] {
  const [name, value, more] = part.split('=').map((side) => side.trim());
  if (!name || value === '' || more !== undefined || (value === undefined && !bare.includes(name)))
    throw new InputError(
      `${owner}: expected ${bare.join(' or ')}, or a name and its value as in rotation=10, got '${part}'`,
    );
  return [name, value === undefined ? true : asNumber(value)];
}

const decimal = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/;

/** A number if the word is one, else the word, so that the schema can quote it in an error. */
const asNumber = (word: string): number | string => (decimal.test(word) ? Number(word) : word);

/** Prints an augmentation as the line that `parseAugmentation` reads. */
export const formatAugmentation = (augmentation: Augmentation): string =>
  Object.entries(augmentation)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(',');
