// The form of IDX files: four files in a folder, images and labels for training and testing, as in MNIST and
// its relatives.
import { join } from 'node:path';
import { parseIdxImages, parseIdxLabels } from '../../../data/idx.ts';
import { InputError } from '../../../errors.ts';
import { idxFileNames, idxFileRoles, type IdxFileRole } from '../fashion-mnist.ts';
import { idxSets, readIdxFile, readIdxName, type IdxSet } from '../idx-files.ts';
import { makePixelData, type PixelData } from '../pixel-data.ts';
import type { SamplePart, SampleParts } from '../pixel-parts.ts';
import { setDataName, type Place } from '../place.ts';
import { pixelReaders, type Form, type RecognisedData } from './form.ts';

export const idxForm: Form = {
  words: 'four IDX files',
  recognise(place) {
    const sets = idxSets(place.entries.files);
    const { file, folder } = place;
    if (!file) return Promise.resolve(sets.map((set) => recognised(place, folder, set)));
    const named = readIdxName(file.name);
    if (!named && isIdx(file.start))
      throw new InputError(
        `${place.named}: expected four IDX files, got one file; name the folder with all four, ${fourNames}`,
      );
    const ofFile = sets.filter(({ prefix }) => prefix === named?.prefix);
    return Promise.resolve(ofFile.map((set) => recognised(place, folder, set)));
  },
};

const fourNames = idxFileRoles.map((role) => idxFileNames[role]).join(', ');

/** Whether bytes begin like an IDX file of bytes: images or labels. */
const isIdx = (start: Uint8Array): boolean =>
  start[0] === 0 && start[1] === 0 && start[2] === 8 && (start[3] === 3 || start[3] === 1);

function recognised(place: Place, folder: string, set: IdxSet): RecognisedData {
  const name = setDataName(place, set.prefix);
  return {
    form: 'idx',
    name,
    seen: `IDX files${set.prefix === '' ? '' : ` named ${set.prefix}`}`,
    argument: join(folder, set.files.trainImages ?? Object.values(set.files)[0]!),
    ...pixelReaders({ name, folder, read: () => readIdxSet(folder, set) }),
  };
}

/**
 * Reads the four IDX files of a folder, each plain or gzipped.
 *
 * @throws InputError if a file is missing, truncated, corrupt or not valid, or if the splits do not match
 */
export async function readIdxFolder(folder: string, name: string): Promise<PixelData> {
  const { entriesOf } = await import('../../files/entries.ts');
  const { files } = await entriesOf(folder);
  const set = idxSets(files).find(({ prefix }) => prefix === '') ?? { prefix: '', files: {} };
  return makePixelData(name, folder, await readIdxSet(folder, set));
}

async function readIdxSet(folder: string, { prefix, files }: IdxSet): Promise<SampleParts> {
  const missing = idxFileRoles.filter((role) => files[role] === undefined);
  if (missing.length > 0) {
    const before = prefix === '' ? '' : `${prefix}-`;
    const names = missing.map((role) => before + idxFileNames[role]);
    throw new InputError(
      `${folder}: expected four IDX files, each plain or .gz; missing: ${names.join(', ')}`,
    );
  }
  const part = (images: IdxFileRole, labels: IdxFileRole) =>
    readPart(join(folder, files[images]!), images, join(folder, files[labels]!), labels);
  const [train, test] = await Promise.all([
    part('trainImages', 'trainLabels'),
    part('testImages', 'testLabels'),
  ]);
  return { train, test };
}

async function readPart(
  imagesSource: string,
  imagesRole: IdxFileRole,
  labelsSource: string,
  labelsRole: IdxFileRole,
): Promise<SamplePart> {
  const { pixels, ...shape } = parseIdxImages(await readIdxFile(imagesSource, imagesRole), imagesSource);
  const labels = parseIdxLabels(await readIdxFile(labelsSource, labelsRole), labelsSource);
  return { ...shape, channels: 1, samples: pixels, labels, imagesSource, labelsSource };
}
