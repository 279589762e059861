// The network as a file, with the weights that are shown.
import { encodeClassifier, type ModelCard } from '../../../../src/nn/classifier-file.ts';
import { Model, type Weights } from '../../../../src/nn/model.ts';
import { download } from '../../core/download.ts';

/** Saves a network that any ONNX runtime opens, and the studio too. */
export function saveNetwork({ architecture, ...card }: ModelCard, weights: Weights): void {
  const bytes = encodeClassifier(Model.fromJSON(architecture), weights, withoutFits(card));
  download(`${architecture.name}.onnx`, bytes as BlobPart, 'application/octet-stream');
}

/** Without what was fitted to the outputs of the old weights, or says how they were stored. */
function withoutFits(card: Omit<ModelCard, 'architecture'>): typeof card {
  const { novelty: _, predictionSets: __, weightStorage: ___, ...rest } = card;
  return rest;
}
