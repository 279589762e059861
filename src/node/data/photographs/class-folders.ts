// Refuses folders that look like classes but are not: splits below the classes, parts of a data set side by
// side, masks.
import { posix } from 'node:path';
import { saysNothing, splitsAmong, splitWords } from '../../../data/split-words.ts';
import { InputError } from '../../../errors.ts';
import { quoteFew } from '../../../few-words.ts';
import { nameOfFolder, type FolderPath } from './folder-path.ts';
import type { FileProblem, PictureFile } from './listing.ts';

/** A folder that may be a class, by its path from the root, with its pictures. */
export interface ClassCandidate {
  readonly path: string;
  readonly files: readonly PictureFile[];
  readonly unreadable: readonly FileProblem[];
}

/**
 * Checks folders side by side.
 *
 * @throws InputError if they can't be classes, saying what was found
 */
export function refuseNoClasses(place: FolderPath, candidates: readonly ClassCandidate[]): void {
  const named = nameOfFolder(place);
  if (candidates.length < 2) return;
  const names = candidates.map(({ path }) => posix.basename(path));
  const masks = names.filter(isOfMasks);
  if (
    masks.length > 0 &&
    masks.length < names.length &&
    names.every((name) => isOfMasks(name) || isOfPictures(name))
  )
    throw new InputError(
      `${named}: expected a folder for each class, got ${quoteFew(names)}, which look like pictures with their masks or labels`,
    );
  const insides = candidates.map(insideOf).filter(({ isEmpty }) => !isEmpty);
  const split = insides.find(({ folders, hasPictures }) => !hasPictures && areSplits(folders));
  if (split) {
    const [first] = split.folders;
    throw new InputError(
      `${named}: expected the folders of splits above those of classes, such as ${first}/${split.name}, got ${split.name}/${first}; if '${split.name}' is a data set of its own, name it`,
    );
  }
  const folders = insides[0]?.folders ?? [];
  const areAlike = insides.every(
    (inside) => !inside.hasPictures && inside.folders.join('/') === folders.join('/'),
  );
  if (insides.length > 1 && folders.length > 1 && areAlike)
    throw new InputError(
      `${named}: expected a folder for each class or for each split, named ${splitWords}, got ${quoteFew(names)}, which all contain the folders ${quoteFew(folders)}; to read only one of them, name it`,
    );
}

const maskWord =
  /(?:masks?|labels?|annotations?|segmentations?|ground[ _-]?truths?|gts?|bounding[ _-]?boxes|bboxes)$/i;

/** `masks`, `train_labels`. */
const isOfMasks = (name: string): boolean => maskWord.test(name) && saysNothing(name.replace(maskWord, ''));

/** `images`, `train`. */
const isOfPictures = (name: string): boolean =>
  saysNothing(name) && !/^(?:all|unknown|unlabell?ed|unsorted)$/i.test(name);

interface Inside {
  readonly name: string;
  /** Its subfolders with pictures, sorted. */
  readonly folders: readonly string[];
  /** Whether it also has pictures of its own. */
  readonly hasPictures: boolean;
  readonly isEmpty: boolean;
}

function insideOf({ path, files, unreadable }: ClassCandidate): Inside {
  const paths = [...files, ...unreadable].map((file) => file.path.slice(path.length + 1).split('/'));
  const deeper = paths.filter(({ length }) => length > 1);
  return {
    name: posix.basename(path),
    folders: [...new Set(deeper.map(([first]) => first!))].sort(),
    hasPictures: deeper.length < paths.length,
    isEmpty: paths.length === 0,
  };
}

/** Whether all folders have the names of splits, including one for training. */
function areSplits(names: readonly string[]): boolean {
  const found = splitsAmong(names);
  return found.size > 1 && found.size === names.length && [...found.values()].includes('train');
}
