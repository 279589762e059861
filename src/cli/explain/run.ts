// Runs `atelier explain`: opens the model, reads the pictures, computes the requested explanations, writes
// them as pictures and lists the files.
import { InputError } from '../../errors.ts';
import type { Assessment } from '../../explain/assess-methods.ts';
import type { Explainer } from '../../explain/explainer.ts';
import type { Explanation } from '../../explain/explanation.ts';
import type { Completeness } from '../../explain/methods/integrated-gradients.ts';
import { methods, methodsFor } from '../../explain/methods/index.ts';
import type { MethodName } from '../../explain/methods/names.ts';
import { softmaxRows } from '../../metrics/softmax.ts';
import { predictedClasses } from '../../metrics/top-k.ts';
import { splitModelAndPictures } from '../../node/runs/model-argument.ts';
import type { ExplainOptions } from './options.ts';
import {
  drawFeatures,
  drawFilters,
  drawMaximized,
  joined,
  shortName,
  write,
  type Session,
} from './drawings.ts';
import { describeAssessment, describePictures } from './tables.ts';
import { explainedClass } from './classes.ts';
import {
  picturesByIndex,
  picturesFromFiles,
  splitForExplainer,
  worstPictures,
  type ExplainedPicture,
  type FileError,
  type PictureToExplain,
  type ReadPictures,
} from './pictures.ts';
import { makeWritableFolder } from '../files/file-place.ts';
import { useDevice } from '../files/use-device.ts';
import { openExplained } from '../files/open-explainer.ts';
import { chooseModel, type ChosenSplit } from '../files/open-model.ts';
import { complain, notice, printJson, printResult } from '../terminal/output.ts';

export async function runExplain(args: readonly string[], options: ExplainOptions): Promise<void> {
  const { model, paths } = await splitArguments(args);
  checkQuestions(paths, options);
  const { file, explainer } = await openExplained(model, {
    ...(await useDevice(options)),
    pixels: options.pixels,
  });
  explainer.model.notes.forEach((note) => notice(`${file}: ${note}`));
  const names = chosenMethods(explainer, options);
  const session: Session = { explainer, options, files: [] };
  const split = await splitWhereAsked(model, session);
  const { pictures, errors } = await findPictures(session, paths, split);
  for (const { error } of errors) complain(error);
  await makeWritableFolder(options.out, `--out: cannot write to ${options.out}`);
  const explained = pictures.length > 0 ? await explainPictures(session, pictures, names) : [];
  if (options.features !== undefined && pictures.length > 0)
    await drawFeatures(session, pictures, options.features);
  if (options.filters !== undefined) await drawFilters(session, options.filters);
  if (options.maximize) await drawMaximized(session, options.maximize);
  const check = options.check === undefined ? undefined : await assess(session, split!, names, options.check);
  await explainer.dispose();
  tell(session, model, { pictures: explained, errors }, check);
  if (errors.length > 0) process.exitCode = 1;
}

async function splitArguments(args: readonly string[]): Promise<{ model: string; paths: readonly string[] }> {
  const { model, pictures } = await splitModelAndPictures(args);
  return { model: model ?? (await chooseModel()), paths: pictures };
}

function checkQuestions(paths: readonly string[], options: ExplainOptions): void {
  const { index, worst, features, filters, maximize, check } = options;
  const hasPictures = paths.length > 0 || index !== undefined || worst !== undefined;
  if (!hasPictures && features !== undefined)
    throw new InputError('--features: expected pictures, --index or --worst too');
  if (!hasPictures && filters === undefined && !maximize && check === undefined)
    throw new InputError(
      'explain: expected pictures, --index, --worst, --filters, --maximize or --check, got none',
    );
}

/** The methods of `--method`, or all that the architecture allows. */
function chosenMethods(explainer: Explainer, { method, layer }: ExplainOptions): readonly MethodName[] {
  if (layer !== undefined) explainer.layer(layer);
  return method ?? methodsFor(explainer);
}

async function splitWhereAsked(
  model: string,
  { explainer, options }: Session,
): Promise<ChosenSplit | undefined> {
  const { index, worst, check } = options;
  const isNeeded = index !== undefined || worst !== undefined || check !== undefined;
  return isNeeded ? splitForExplainer(model, explainer, options) : undefined;
}

async function findPictures(
  { explainer, options }: Session,
  paths: readonly string[],
  split: ChosenSplit | undefined,
): Promise<ReadPictures> {
  const { index = [], worst } = options;
  const { pictures, errors } = await picturesFromFiles(explainer, paths, options);
  return {
    pictures: [
      ...pictures,
      ...(split ? picturesByIndex(explainer, split, index) : []),
      ...(split && worst !== undefined ? await worstPictures(explainer, split, worst) : []),
    ],
    errors,
  };
}

async function explainPictures(
  session: Session,
  pictures: readonly PictureToExplain[],
  names: readonly MethodName[],
): Promise<ExplainedPicture[]> {
  const { explainer, options } = session;
  const images = joined(pictures);
  const classes = explainer.classNames.length;
  const { logits } = await explainer.ask(images);
  const probabilities = softmaxRows(logits, classes);
  const predicted = predictedClasses(logits, classes);
  const targets =
    options.class === undefined ? predicted : predicted.map(() => explainedClass(explainer, options.class!));
  const explanations = new Map<MethodName, Explanation>();
  for (const name of names) {
    const explanation = await explainBy(session, name, images, targets);
    if (explanation) explanations.set(name, explanation);
  }
  const { explanationSheet } = await import('../../node/pictures/explanation-sheet.ts');
  const labels = pictures.map(({ name }, i) => `${shortName(name)}: ${explainer.classNames[targets[i]!]!}`);
  await write(
    session,
    'explanations.png',
    await explanationSheet(explainer, { images, labels, explanations }),
  );
  const complete = explanations.get('integrated-gradients') as { completeness?: Completeness[] } | undefined;
  return pictures.map(({ name, index, label }, i) => ({
    ...{ name, ...(index !== undefined && { index }), ...(label !== undefined && { label }) },
    predicted: predicted[i]!,
    probability: probabilities[i * classes + predicted[i]!]!,
    explained: targets[i]!,
    explainedProbability: probabilities[i * classes + targets[i]!]!,
    ...(complete?.completeness && { completeness: complete.completeness[i]! }),
  }));
}

/**
 * Explains by one method. A method that the model does not allow is skipped with a notice, unless `--method`
 * names it.
 */
async function explainBy(
  { explainer, options }: Session,
  name: MethodName,
  images: Uint8Array,
  targets: Int32Array,
): Promise<Explanation | undefined> {
  try {
    const { layer, seed } = options;
    return await methods[name](explainer, images, { targets, layer, seed });
  } catch (error) {
    if (options.method || !(error instanceof InputError)) throw error;
    notice(`${name} skipped: ${error.message}`);
    return undefined;
  }
}

/** Assesses the methods on the first pictures of the split. */
async function assess(
  { explainer, options }: Session,
  { dataset }: ChosenSplit,
  names: readonly MethodName[],
  count: number,
): Promise<Assessment> {
  const { assessMethods } = await import('../../explain/assess-methods.ts');
  const images = dataset.images.subarray(0, Math.min(count, dataset.count) * explainer.imageSize);
  return assessMethods(explainer, names, images, {
    ...{ layer: options.layer, seed: options.seed, cascading: false, sanityPictures: 20 },
    onMethod: (name) => notice(`checking ${name}`),
  });
}

function tell(
  { explainer, options, files }: Session,
  model: string,
  {
    pictures,
    errors,
  }: { readonly pictures: readonly ExplainedPicture[]; readonly errors: readonly FileError[] },
  check: Assessment | undefined,
): void {
  const { notes } = explainer.model;
  if (options.json) {
    const named = pictures.map((picture) => ({ ...picture, ...namesOf(explainer, picture) }));
    return printJson({ model, notes, pictures: named, errors, ...(check && { check }), files });
  }
  if (pictures.length > 0) printResult(describePictures(explainer.classNames, pictures));
  if (check) printResult(describeAssessment(check));
  files.forEach((file) => printResult(file));
}

const namesOf = ({ classNames }: Explainer, { predicted, explained }: ExplainedPicture) => ({
  predictedName: classNames[predicted]!,
  explainedName: classNames[explained]!,
});
