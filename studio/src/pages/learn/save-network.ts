// The network as a file, with the weights that are shown.
import { encodeClassifier, type ModelCard } from '../../../../src/nn/classifier-file.ts';
import { Model, type Weights } from '../../../../src/nn/model.ts';
import { download } from '../../core/download.ts';

/** What was fitted to the outputs of the old weights, or says how they were stored. */
const outdated = { novelty: undefined, predictionSets: undefined, weightStorage: undefined };

/** Saves a network that any ONNX runtime opens, and the studio too. */
export function saveNetwork({ architecture, ...card }: ModelCard, weights: Weights): void {
  const bytes = encodeClassifier(Model.fromJSON(architecture), weights, { ...card, ...outdated });
  download(`${architecture.name}.onnx`, bytes as BlobPart, 'application/octet-stream');
}
