// Imports a file of somebody else's classifier: reads it and the weights beside it, settles how pictures are
// prepared, encodes a model of ours and compares the two in ONNX Runtime before anything is written.
import { createHash } from 'node:crypto';
import { basename, extname } from 'node:path';
import { GraphError } from '../../engine/graph/graph-error.ts';
import { InputError } from '../../errors.ts';
import { isInspector } from '../../inspection/inspector-file.ts';
import { decodeModelCard, isDescribed, numberedClasses, type ModelCard } from '../../nn/classifier-file.ts';
import { openClassifier } from '../../nn/classifier.ts';
import { encodeForeign } from '../../nn/foreign/import-foreign.ts';
import {
  preprocessingNamed,
  preprocessNames,
  recognizePreprocessing,
  type PreprocessName,
} from '../../nn/foreign/preprocessing.ts';
import {
  fixedBatchOf,
  readWithBatch,
  type ForeignClassifier,
  type Layout,
} from '../../nn/foreign/read-foreign.ts';
import type { PictureFit } from '../../nn/picture-recipe.ts';
import type { Normalization } from '../../nn/preprocessing.ts';
import { counted } from '../../number-words.ts';
import { Random } from '../../random.ts';
import { readText } from '../data/read-text.ts';
import { readModelFile, resolveModelFile } from '../runs/model-argument.ts';
import { externalDataOf } from './external-data.ts';
import { runOriginal } from './run-original.ts';

/** What the user says about a model. */
export interface ImportOptions {
  /** A file with the names of the classes, one per line. */
  readonly classes?: string | undefined;
  /** Whether the classes are numbered if `classes` is missing, which is an error otherwise. */
  readonly numbersClasses?: boolean;
  readonly preprocess?: PreprocessName | undefined;
  /** How pixels are taken to be prepared if neither the user nor the file says it; an error by default. */
  readonly assumed?: PreprocessName | undefined;
  /** Of pixels from 0 to 1, per channel; one number counts for every channel. */
  readonly mean?: readonly number[] | undefined;
  readonly std?: readonly number[] | undefined;
  readonly size?: { readonly height: number; readonly width: number } | undefined;
  readonly fit: PictureFit;
  readonly output?: string | undefined;
  readonly licence?: string | undefined;
  readonly threads?: number | undefined;
}

/** A model of ours made from somebody else's. */
export interface ImportedModel {
  readonly bytes: Uint8Array;
  readonly card: ModelCard;
  readonly layout: Layout;
  /** How pixels are prepared and how that is known, in words. */
  readonly preprocessing: string;
  /** What the user should know besides. */
  readonly notices: readonly string[];
  /** The largest difference between the scores of the two models, on random pictures. */
  readonly difference: number;
}

/**
 * Imports a file.
 *
 * @throws InputError if the file is not a classifier that the engine knows or already a model of ours, or
 *   something that it does not say is missing from the options
 */
export async function importFile(argument: string, options: ImportOptions): Promise<ImportedModel> {
  const file = await resolveModelFile(argument);
  const bytes = await readModelFile(file);
  if (isDescribed(bytes, file))
    throw new InputError(
      `${file}: expected a model of another program; this one is ours, and every command takes it`,
    );
  if (isInspector(bytes, file))
    throw new InputError(
      `${file}: expected a classifier, got an inspector; it judges with atelier inspect check`,
    );
  const model = read(file, bytes, options);
  const { normalization, words } = preprocessingOf(file, model, options);
  const { classNames, notices } = await classNamesOf(file, model.classes, options);
  const imported = encodeForeign(model, {
    ...{ classNames, preprocessing: normalization, fit: options.fit },
    name: basename(file, extname(file)),
    origin: {
      file: basename(file),
      sha256: createHash('sha256').update(bytes).digest('hex'),
      producer: model.info.producer,
      preprocessing: words,
      ...(options.licence !== undefined && { licence: options.licence }),
    },
  });
  const difference = await compare(file, model, imported, normalization, options.threads ?? 1);
  const card = decodeModelCard(imported, file);
  const batch = fixedBatchOf(model);
  if (batch !== undefined)
    notices.push(`${file}: its graph takes ${counted(batch, 'picture')} at a time, which makes it slower`);
  return { bytes: imported, card, layout: model.layout, preprocessing: words, notices, difference };
}

/**
 * A model with a description: the bytes of a file as they are or, if another program wrote it, imported with
 * numbers for classes.
 *
 * @param options how pixels are prepared; by default as its family was trained
 * @throws InputError if it is not known how its pixels are prepared
 */
export async function describedModel(
  file: string,
  bytes: Uint8Array,
  options: Pick<ImportOptions, 'preprocess' | 'assumed'> = {},
): Promise<{ bytes: Uint8Array; notice?: string }> {
  if (isDescribed(bytes, file)) return { bytes };
  const imported = await importFile(file, { fit: 'contain', numbersClasses: true, ...options });
  return {
    bytes: imported.bytes,
    notice: `a model of another program; preprocessing: ${imported.preprocessing}; its classes have numbers`,
  };
}

function read(file: string, bytes: Uint8Array, { size, output }: ImportOptions): ForeignClassifier {
  try {
    return readWithBatch(bytes, { externalData: externalDataOf(file), size, output });
  } catch (error) {
    if (error instanceof GraphError) throw new InputError(`${file}: ${error.message}`);
    throw error;
  }
}

function preprocessingOf(
  file: string,
  model: ForeignClassifier,
  { preprocess, assumed, mean, std }: ImportOptions,
): { normalization: Normalization; words: string } {
  const { channels } = model.input;
  if (mean || std) {
    if (preprocess)
      throw new InputError('--preprocess: expected either a name or --mean and --std, got both');
    return {
      normalization: {
        mean: perChannel('--mean', mean ?? [0], channels),
        std: perChannel('--std', std ?? [1], channels),
      },
      words: 'as given',
    };
  }
  if (preprocess)
    return { normalization: preprocessingNamed(preprocess, channels), words: `${preprocess}, as given` };
  const found = recognizePreprocessing(model, [basename(file)]);
  if (!found && assumed)
    return { normalization: preprocessingNamed(assumed, channels), words: `${assumed}, which is a guess` };
  if (!found)
    throw new InputError(
      `${file}: the model does not say how its pixels are prepared; name it with atelier import --preprocess (${preprocessNames.join(', ')}) or --mean and --std`,
    );
  return {
    normalization: preprocessingNamed(found.name, channels),
    words: `${found.name}, because ${found.reason}`,
  };
}

function perChannel(option: string, numbers: readonly number[], channels: number): number[] {
  if (numbers.length !== 1 && numbers.length !== channels)
    throw new InputError(`${option}: expected 1 or ${channels} numbers, got ${numbers.length}`);
  return Array.from({ length: channels }, (_, i) => numbers[numbers.length === 1 ? 0 : i]!);
}

/** The names in a file; a name that occurs twice gets its number behind it, as in ImageNet's lists. */
async function classNamesOf(
  file: string,
  classes: number,
  { classes: list, numbersClasses = false }: ImportOptions,
): Promise<{ classNames: string[]; notices: string[] }> {
  if (list === undefined && numbersClasses) return { classNames: numberedClasses(classes), notices: [] };
  if (list === undefined)
    throw new InputError(
      `${file}: the model has ${classes} classes but does not name them; name a file with one name per line with --classes`,
    );
  const names = (await readText(list))
    .split(/\r\n|\n|\r/)
    .map((line) =>
      line
        .normalize('NFC')
        .replaceAll(/[\p{Cc}\s]+/gu, ' ')
        .trim(),
    )
    .filter((line) => line !== '');
  if (names.length !== classes)
    throw new InputError(
      `${list}: expected ${classes} class names, one for each score of ${file}, got ${names.length}`,
    );
  const classNames = names.map((name, i) => (names.indexOf(name) < i ? `${name} (${i})` : name));
  const changed = classNames.filter((name, i) => name !== names[i]);
  const notices =
    changed.length > 0 ? [`${list}: names that occur twice were numbered: ${changed.join(', ')}`] : [];
  return { classNames, notices };
}

/** Probabilities may differ by so much; by more in half precision, whose numbers have eleven bits. */
const [tolerance, halfTolerance] = [1e-3, 1e-2];

/** Runs both models on the same random pictures. @throws InputError if they disagree */
async function compare(
  file: string,
  model: ForeignClassifier,
  imported: Uint8Array,
  normalization: Normalization,
  threads: number,
): Promise<number> {
  const { channels, height, width } = model.input;
  const random = new Random(1, 'import');
  const length = channels * height * width;
  const images = Uint8Array.from({ length: 2 * length }, () => random.integer(256));
  const ours = await openClassifier(imported, file, { threads });
  const found = await ours.predict(images).finally(() => ours.dispose());
  const expected = await runOriginal(file, model, images, normalization, threads);
  const difference = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - found[i]!)), 0);
  if (!(difference <= (model.info.hasHalfWeights ? halfTolerance : tolerance)))
    throw new InputError(
      `${file}: the imported model gives other probabilities than the original, by up to ${difference}; nothing was written`,
    );
  return difference;
}
