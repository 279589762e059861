// A pretrained network from the bytes of its file: they settle the size of the pictures and how pixels are
// prepared, unless the options do.
import { GraphError } from '../../engine/graph/graph-error.ts';
import { InputError } from '../../errors.ts';
import { decodeModelCard } from '../classifier-file.ts';
import type { Normalization } from '../preprocessing.ts';
import {
  preprocessingNamed,
  preprocessNames,
  recognizePreprocessing,
  type PreprocessName,
} from './preprocessing.ts';
import type { Backbone } from './pretrained.ts';
import { readForeign, type ForeignClassifier, type ForeignOptions } from './read-foreign.ts';

/** The size of pictures for a model that takes any, if none is given. */
const usualSize = 224;

/** The sizes that a configuration takes. */
const [smallestSize, largestSize] = [8, 1024];

/** A pretrained network, read from a file. */
export interface BackboneFile {
  /** The network, for `fineTune`. */
  readonly backbone: Backbone;
  /** The size of pictures that it takes. */
  readonly size: number;
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** How its pixels are prepared. */
  readonly normalization: Normalization;
  /** How that is known, in words. */
  readonly reason: string;
}

/** How to read a pretrained network. */
export interface BackboneOptions {
  /** The width and height of the pictures; that of the file by default. */
  readonly size?: number | undefined;
  /** How pixels are prepared; by default as the file says, or as its family does. */
  readonly normalization?: Normalization | undefined;
}

/** The bytes of a pretrained network. */
export interface BackboneBytes {
  readonly bytes: Uint8Array;
  /** The path or name of the file, for errors; its name may show the family of the model. */
  readonly file: string;
  /** Returns the bytes of a file beside it. */
  readonly externalData?: ForeignOptions['externalData'];
  /** The SHA-256 of the file and of those beside it that it names. */
  readonly sha256: (externalFiles: readonly string[]) => string;
}

/**
 * Opens the bytes of a pretrained network.
 *
 * @throws InputError if they are not a classifier that the engine knows, or it is not known how its pixels
 *   are prepared
 */
export function openBackboneBytes(
  { bytes, file, externalData, sha256 }: BackboneBytes,
  { size, normalization }: BackboneOptions = {},
): BackboneFile {
  const read = (batch: number | 'batch', side: number | undefined): ForeignClassifier =>
    readForeign(bytes, {
      ...{ externalData, batch, overridesSize: true },
      ...(side !== undefined && { size: { height: side, width: side } }),
    });
  const { model, side } = readAtSize(file, size, (given) => read('batch', given));
  const { height, width, channels } = model.input;
  if (height !== width || height < smallestSize || height > largestSize)
    throw new InputError(
      `${file}: expected a model of square pictures from ${smallestSize} to ${largestSize} pixels, got ${height}×${width}`,
    );
  if (channels !== 1 && channels !== 3)
    throw new InputError(`${file}: expected a model of grey or colour pictures, got ${channels} channels`);
  const backbone: Backbone = {
    name: fileNameOf(file).replace(/(?<=.)\.[^.]*$/, ''),
    sha256: sha256(model.info.externalFiles),
    read: (batch) => (batch === 'batch' ? model : read(batch, side)),
  };
  const prepared = normalization ? { normalization, reason: 'as given' } : preparedAs(file, bytes, model);
  return { backbone, size: height, channels, ...prepared };
}

const fileNameOf = (file: string): string => file.replace(/^.*[\\/]/, '');

/** Reads a model at the size that is given, its own, or the usual one if it takes any. */
function readAtSize(
  file: string,
  size: number | undefined,
  read: (side: number | undefined) => ForeignClassifier,
): { model: ForeignClassifier; side: number | undefined } {
  const attempt = (side: number | undefined) => ({ model: read(side), side });
  try {
    try {
      return attempt(size);
    } catch (error) {
      const isOpen = error instanceof GraphError && error.message.includes('--size');
      if (!isOpen || size !== undefined) throw error;
      return attempt(usualSize);
    }
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

/** How pixels are prepared: by the model's own card, or as its family was trained. */
function preparedAs(
  file: string,
  bytes: Uint8Array,
  model: ForeignClassifier,
): Pick<BackboneFile, 'normalization' | 'reason'> {
  const named = (name: PreprocessName) => preprocessingNamed(name, model.input.channels);
  if (Object.keys(model.info.metadata).some((key) => key.startsWith('atelier.'))) {
    decodeModelCard(bytes, file);
    return { normalization: named('bytes'), reason: 'the model’s own' };
  }
  const found = recognizePreprocessing(model, [fileNameOf(file)]);
  if (!found)
    throw new InputError(
      `${file}: the model does not say how its pixels are prepared; give --mean and --std, or import it first with atelier import --preprocess (${preprocessNames.join(', ')})`,
    );
  return { normalization: named(found.name), reason: `${found.name}, because ${found.reason}` };
}
