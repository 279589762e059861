// Models of other programs become models of ours in the page, as `atelier import` makes them: with a
// description, and with numbers for classes that they do not name.
import { decodeInfo } from '../../../src/engine/onnx/decode.ts';
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

/** What a model of another program may need besides its file. */
interface ForeignParts {
  readonly preprocess?: PreprocessName | undefined;
  /** Files by name that may hold its weights. */
  readonly beside?: Readonly<Record<string, Blob>> | undefined;
}

/** The size of pictures for a model that takes any. */
const usualSize = 224;
/** The most usual preparation, if nothing shows another. */
const usual: PreprocessName = 'imagenet';

/**
 * The bytes of a model with a description: as they are, or imported.
 *
 * @param file its name, for messages and because it may show the family of the model
 * @throws InputError if it is not a classifier that the engine knows, or lacks a file of weights
 */
export async function describedModel(
  bytes: Uint8Array,
  file: string,
  { preprocess, beside = {} }: ForeignParts = {},
): Promise<{ readonly bytes: Uint8Array; readonly preparation?: Preparation }> {
  if (isDescribed(bytes, file)) return { bytes };
  if (isInspector(bytes, file))
    throw new InputError(`${file}: expected a classifier, got an inspector; the page Inspect judges with it`);
  const weights = await weightsOf(bytes, file, beside);
  const model = read(bytes, file, weights);
  const preparation = preparationOf(model, file, preprocess);
  const imported = encodeForeign(model, {
    classNames: numberedClasses(model.classes),
    preprocessing: preprocessingNamed(preparation.name, model.input.channels),
    ...{ fit: 'contain', name: file.replace(/\.onnx$/i, '') },
    origin: { file, sha256: await sha256Of(bytes, weights), producer: model.info.producer },
  });
  return { bytes: imported, preparation };
}

/** The limit on a file of weights, as that of `atelier import`. */
const mostBytes = 2 ** 31;

/** The files beside a model that it names, by their names. */
async function weightsOf(
  bytes: Uint8Array,
  file: string,
  beside: NonNullable<ForeignParts['beside']>,
): Promise<ReadonlyMap<string, Uint8Array>> {
  const weights = new Map<string, Uint8Array>();
  for (const name of inWords(file, () => decodeInfo(bytes).externalFiles)) {
    const blob = Object.hasOwn(beside, name) ? beside[name] : undefined;
    if (!blob)
      throw new InputError(`${file}: its weights are in a second file, ${name}; open or drop that file too`);
    if (blob.size > mostBytes)
      throw new InputError(`${name}: expected up to ${mostBytes} bytes, got ${blob.size}`);
    weights.set(name, new Uint8Array(await blob.arrayBuffer()));
  }
  return weights;
}

/** Of a model and the files beside it, as `atelier import` computes it. */
async function sha256Of(bytes: Uint8Array, weights: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const parts: BlobPart[] = [new Uint8Array(bytes)];
  for (const [name, contents] of [...weights].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    parts.push(`\n${name} ${contents.length}\n`, new Uint8Array(contents));
  const digest = await crypto.subtle.digest('SHA-256', await new Blob(parts).arrayBuffer());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function read(bytes: Uint8Array, file: string, weights: ReadonlyMap<string, Uint8Array>): ForeignClassifier {
  const options = { externalData: (name: string) => weights.get(name) };
  return inWords(file, () => {
    try {
      return readWithBatch(bytes, options);
    } catch (error) {
      if (!(error instanceof GraphError && error.message.includes('--size'))) throw error;
      return readWithBatch(bytes, { ...options, size: { height: usualSize, width: usualSize } });
    }
  });
}

/** What is read of a file; what is wrong with it is told in one line. */
function inWords<T>(file: string, read: () => T): T {
  try {
    return read();
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
