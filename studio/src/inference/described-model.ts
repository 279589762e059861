// Models of other programs become models of ours in the page, as `atelier import` makes them: with a
// description, and with numbers for classes that they do not name.
import { GraphError } from '../../../src/engine/graph/graph-error.ts';
import { InputError } from '../../../src/errors.ts';
import { isInspector } from '../../../src/inspection/inspector-file.ts';
import { isDescribed, numberedClasses } from '../../../src/nn/classifier-file.ts';
import { encodeForeign } from '../../../src/nn/foreign/import-foreign.ts';
import {
  preprocessingNamed,
  recognizePreprocessing,
  type PreprocessName,
} from '../../../src/nn/foreign/preprocessing.ts';
import { readWithBatch, type ForeignClassifier } from '../../../src/nn/foreign/read-foreign.ts';

/** How the pixels of a model of another program are prepared. */
export interface Preparation {
  readonly name: PreprocessName;
  /** How that is known: a person chose it, the file shows it, or it is the usual guess. */
  readonly known: 'chosen' | 'recognised' | 'guess';
}

/** The size of pictures for a model that takes any. */
const usualSize = 224;
/** The most usual preparation, if nothing shows another. */
const usual: PreprocessName = 'imagenet';

/**
 * The bytes of a model with a description: as they are, or imported.
 *
 * @param file its name, for messages and because it may show the family of the model
 * @throws InputError if it is not a classifier that the engine knows
 */
export async function describedModel(
  bytes: Uint8Array,
  file: string,
  preprocess?: PreprocessName,
): Promise<{ readonly bytes: Uint8Array; readonly preparation?: Preparation }> {
  if (isDescribed(bytes, file)) return { bytes };
  if (isInspector(bytes, file))
    throw new InputError(`${file}: expected a classifier, got an inspector; the page Inspect judges with it`);
  const model = read(bytes, file);
  const preparation = preparationOf(model, file, preprocess);
  const imported = encodeForeign(model, {
    classNames: numberedClasses(model.classes),
    preprocessing: preprocessingNamed(preparation.name, model.input.channels),
    ...{ fit: 'contain', name: file.replace(/\.onnx$/i, '') },
    origin: { file, sha256: await sha256Of(bytes), producer: model.info.producer },
  });
  return { bytes: imported, preparation };
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function read(bytes: Uint8Array, file: string): ForeignClassifier {
  try {
    try {
      return readWithBatch(bytes);
    } catch (error) {
      if (!(error instanceof GraphError && error.message.includes('--size'))) throw error;
      return readWithBatch(bytes, { size: { height: usualSize, width: usualSize } });
    }
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`${file}: ${error.message}`, { cause: error });
    throw error;
  }
}

function preparationOf(model: ForeignClassifier, file: string, chosen?: PreprocessName): Preparation {
  if (chosen) return { name: chosen, known: 'chosen' };
  const found = recognizePreprocessing(model, [file]);
  return found ? { name: found.name, known: 'recognised' } : { name: usual, known: 'guess' };
}
