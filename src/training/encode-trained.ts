// A trained network as a file, with the description of its training.
import type { Pictures } from '../data/pictures.ts';
import type { Dataset } from '../data/dataset.ts';
import { encodeClassifier } from '../nn/classifier-file.ts';
import type { Model, Weights } from '../nn/model.ts';
import type { Normalization } from '../nn/preprocessing.ts';

/** What the description of a trained network tells. */
export interface Trained {
  readonly train: Dataset<Pictures>;
  readonly normalization: Normalization;
  readonly seed: number;
  readonly epoch: number;
  /** Its results on the validation split, if they are known. */
  readonly validation?: { readonly count: number; readonly accuracy: number; readonly loss: number };
}

/** The bytes of the `.onnx` file. */
export function encodeTrained(
  model: Model,
  weights: Weights,
  { train, normalization, seed, epoch, validation }: Trained,
): Uint8Array {
  const { channels, height, width, classNames, name, pictures } = train;
  return encodeClassifier(model, weights, {
    classNames: [...classNames],
    input: { channels, height, width },
    preprocessing: { mean: [...normalization.mean], std: [...normalization.std] },
    ...(pictures && { pictures }),
    ...{ data: name, seed, epoch },
    ...(validation && { validation }),
  });
}
