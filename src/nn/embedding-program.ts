// A saved model that also says what it knows of a picture just before it decides: the features that pictures
// are compared by.
import type { Graph } from '../engine/graph/graph.ts';
import type { CompileOptions } from '../engine/runtime/compile.ts';
import { InputError } from '../errors.ts';
import { takingAnyBatch, type PictureProgram } from './any-batch.ts';
import { openClassifierProgram } from './classifier.ts';
import type { ModelCard } from './classifier-file.ts';
import { penultimateValue } from './penultimate.ts';
import { unitRows } from './unit-rows.ts';

/** The name of the output with the features, `[batch, dimensions]`, each row of length 1. */
export const embeddingName = 'embedding';

/** What is said of a picture whose features can't be compared. */
export const notFinite = 'the features that the model computes of this picture are not finite numbers';

/** Whether all numbers are finite. */
export function areFinite(values: Float32Array): boolean {
  let sum = 0; // of doubles, which finite floats do not make overflow
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return Number.isFinite(sum);
}

/** Far below the length of any features. */
const least = 1e-12;

/**
 * Opens the bytes of a saved model with its features as another output.
 *
 * @param source names the model in errors
 * @throws InputError if it is no model of ours, or does not end in a dense layer
 */
export async function openEmbeddingProgram(
  bytes: Uint8Array,
  source: string,
  options: CompileOptions,
): Promise<{ card: ModelCard; program: PictureProgram; dimensions: number }> {
  let dimensions = 0;
  const withFeatures = (graph: Graph): Graph => {
    const features = penultimateValue(graph);
    if (features?.shape.length !== 2 || features.dtype !== 'float32')
      throw new InputError(
        `${source}: expected a model that ends in a dense layer, whose input are its features`,
      );
    dimensions = features.shape[1] as number;
    graph.output(embeddingName, unitRows(features, least));
    return graph;
  };
  const { card, program } = await openClassifierProgram(bytes, source, options, withFeatures);
  const { channels, height, width } = card.input;
  return { card, program: takingAnyBatch(program, channels * height * width), dimensions };
}
