// Runs a saved model for what the compared methods need.
import { decodeModel } from '../../src/engine/onnx/decode.ts';
import { unpackConstants } from '../../src/engine/passes/unpack-constants.ts';
import { compile } from '../../src/engine/runtime/compile.ts';
import { inputName, outputName } from '../../src/nn/classifier-file.ts';
import { penultimateValue } from '../../src/nn/penultimate.ts';
import { noveltyFeatures } from '../../src/novelty/features.ts';
import type { Answers } from './methods.ts';

const names = ['last', 'joint', 'logits'] as const;
const batchSize = 100;

/** Opens a model that ends in a dense layer and a softmax. */
export async function openAnswers(bytes: Uint8Array, threads: number) {
  const graph = unpackConstants(decodeModel(bytes));
  const logits = graph.outputs.get(outputName)!.producer!.inputs[0]!;
  const values = { last: penultimateValue(graph)!, joint: noveltyFeatures(graph)!, logits };
  graph.outputs.clear();
  for (const name of names) graph.output(name, values[name]);
  const program = await compile(graph, { threads });
  return {
    answer: async (images: Uint8Array): Promise<Answers> => {
      const imageSize = (graph.inputs[0]!.shape.slice(1) as number[]).reduce((a, b) => a * b, 1);
      const count = images.length / imageSize;
      const sizes = names.map((name) => values[name].shape[1] as number);
      const rows = sizes.map((size) => ({ values: new Float32Array(count * size), size }));
      for (let start = 0; start < count; start += batchSize) {
        const batch = images.subarray(start * imageSize, (start + batchSize) * imageSize);
        const results = await program.run({ [inputName]: batch });
        names.forEach((name, i) => rows[i]!.values.set(results[name] as Float32Array, start * sizes[i]!));
      }
      return { last: rows[0]!, joint: rows[1]!, logits: rows[2]! };
    },
    dispose: () => program.dispose(),
  };
}
