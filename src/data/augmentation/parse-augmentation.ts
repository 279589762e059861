// Augmentations in a line, as the command line takes them: `rotation=10,translation=0.1,flip,erase=0.5`. Here
// is only the form; which names and amounts there may be is the schema's business.
import { InputError } from '../../errors.ts';
import { augmentationFromJSON, type Augmentation } from './augmentation.ts';

/**
 * Reads augmentations from a line: parts with commas between them, each `name=value`, or `flip` by itself.
 *
 * @param owner what errors name, e.g. `--augment`
 * @throws InputError that names the part, what was expected and what came
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

function parsePart(part: string, owner: string): [name: string, value: unknown] {
  const [name, value, more] = part.split('=').map((side) => side.trim());
  if (!name || value === '' || more !== undefined || (value === undefined && name !== 'flip'))
    throw new InputError(`${owner}: expected flip, or a name and its value as in rotation=10, got '${part}'`);
  return [name, value === undefined ? true : asNumber(value)];
}

const decimal = /^-?(\d+\.?\d*|\.\d+)(e-?\d+)?$/;

/** A number where it is written as one, else the word, which the schema then names in its error. */
const asNumber = (word: string): number | string => (decimal.test(word) ? Number(word) : word);

/** The line that `parseAugmentation` reads as the same augmentation. */
export const formatAugmentation = (augmentation: Augmentation): string =>
  Object.entries(augmentation)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(',');
