// What the address asks for, as far as the open model has it.
import { shellWord } from '../../../../../src/shell-words.ts';
import type { ExplainAsked, ModelFacts } from '../../../inference/page-model.ts';
import type { TrySearch } from './search.ts';

export interface Asked {
  /** Missing if the model has no maps. */
  readonly map: ExplainAsked | undefined;
  /** The layer whose features are shown. */
  readonly features: string | undefined;
}

/** A method, layer or class that the model does not have is replaced by the usual one. */
export function askedOf(facts: ModelFacts, search: TrySearch): Asked {
  const { methods, layers, card } = facts;
  const { map: wanted = 'grad-cam', layer, class: className, view = 'features', features } = search;
  const method = methods.find((name) => name === wanted) ?? methods[0];
  const target = className === undefined ? -1 : card.classNames.indexOf(className);
  const has = (name: string | undefined) => layers.some((known) => known.name === name);
  const map = method && {
    method,
    ...(target >= 0 && { target }),
    ...(has(layer) && { layer }),
  };
  const shown = has(features)
    ? features
    : (layers.find(({ shape }) => shape.length === 3) ?? layers[0])?.name;
  return { map, features: view === 'features' ? shown : undefined };
}

/** The command line that says the same of a picture. */
export const commandOf = (model: string, picture: string | undefined): string =>
  `atelier predict ${shellWord(model)} ${shellWord(picture ?? usualPicture)}`;

/** The command line that makes the same map. */
export const mapCommandOf = (
  model: string,
  picture: string | undefined,
  { method, layer }: ExplainAsked,
  className: string,
): string =>
  [
    `atelier explain ${shellWord(model)} ${shellWord(picture ?? usualPicture)} --method ${method}`,
    `--class ${shellWord(className)}`,
    ...(layer === undefined ? [] : [`--layer ${shellWord(layer)}`]),
  ].join(' ');

/** The command line that draws the same features. */
export const featuresCommandOf = (model: string, picture: string | undefined, layer: string): string =>
  `atelier explain ${shellWord(model)} ${shellWord(picture ?? usualPicture)} --features ${shellWord(layer)}`;

/** Stands for a drawing or a photograph, which is no file. */
const usualPicture = 'picture.png';

/** TypeScript that says the same of a picture. */
export const codeOf = (model: string, picture: string | undefined = usualPicture): string =>
  `import { readFile } from 'node:fs/promises';
import { openClassifier } from 'atelier';
import { readImage } from 'atelier/node';

const classifier = await openClassifier(await readFile(${JSON.stringify(fileOf(model))}));
const { height, width, channels } = classifier.card.input;
const { fit } = classifier.card.pictures ?? {};
const pixels = await readImage(${JSON.stringify(picture)}, {
  ...{ height, width, channels: channels === 1 ? 1 : 3, fit },
  invert: 'auto',
});
const { probabilities, novelty } = await classifier.classify(pixels);
classifier.card.classNames.forEach((name, i) => console.log(name, probabilities[i]));
`;

/** A released model is a file of the package, a run has its best model. */
function fileOf(model: string): string {
  if (model.endsWith('.onnx')) return model;
  return /[/\\]/.test(model) ? `${model}/best.onnx` : `node_modules/atelier/models/${model}.onnx`;
}
