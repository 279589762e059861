// Makes a temperature part of a saved model: it divides the result of the last dense layer. The probabilities
// are then calibrated wherever the file is opened, without any extra step.
import { GraphError } from '../engine/graph/graph-error.ts';
import type { Graph, Node, Value } from '../engine/graph/graph.ts';
import { Gemm, MatMul, Softmax } from '../engine/graph/operators/index.ts';
import { decodeMetadata, decodeModel } from '../engine/onnx/decode.ts';
import { encodeModel } from '../engine/onnx/encode.ts';
import { rewrite } from '../engine/passes/rewrite.ts';
import { InputError } from '../errors.ts';
import { decodeModelCard } from './classifier-file.ts';

/**
 * The bytes of a saved model whose probabilities are softmax(logits / T) (Guo et al., 2017, "On Calibration
 * of Modern Neural Networks"). The kernel and bias of its last dense layer are divided by the temperature.
 * The likeliest class stays the same.
 *
 * @param source the name of the model in errors
 * @throws InputError if the bytes are not a model of ours, if its weights are not float32, if it does not end
 *   in a dense layer and a softmax, and if the temperature is not above 0
 * @example
 * const bytes = await readFile('best.onnx');
 * const { validation } = splitValidation(sketches({ train: 1200 }).train, 1);
 * const { labels, probabilities } = await predictLabelled(await openClassifier(bytes), validation);
 * const temperature = fitTemperature({ labels, probabilities, classCount: 10 });
 * await writeFile('honest.onnx', foldTemperature(bytes, temperature));
 */
export function foldTemperature(bytes: Uint8Array, temperature: number, source = 'model'): Uint8Array {
  if (!(temperature > 0 && Number.isFinite(temperature)))
    throw new InputError(`temperature: expected a number above 0, got ${temperature}`);
  decodeModelCard(bytes, source);
  try {
    const graph = decodeModel(bytes);
    const last = lastDense(graph, source);
    const cooled = rewrite(graph, (node, { graph: target, translate }) => {
      if (node !== last) return undefined;
      const inputs = node.inputs.map((value) =>
        value?.data ? divided(target, value) : value && translate(value),
      );
      return target.add(node.operator, inputs, node.attributes, node.outputs.length, node.name);
    });
    // Thresholds of the old probabilities do not hold for the new ones.
    const kept = Object.entries(decodeMetadata(bytes)).filter(([key]) => key !== 'atelier.predictionSets');
    return encodeModel(cooled, { metadata: Object.fromEntries(kept) });
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new InputError(`${source}: ${error.message}`);
  }

  function divided(target: Graph, { data, shape, name }: Value): Value {
    const weights = (data as Float32Array).map((weight) => weight / temperature);
    return target.constant(weights, shape, 'float32', name);
  }
}

/** The node whose result is the input of the final softmax. */
function lastDense({ nodes, outputs }: Graph, source: string): Node {
  const maker = (value: Value | undefined) =>
    nodes.find((node) => node.outputs.some((output) => output === value));
  const softmax = maker(outputs.get('probabilities'));
  const dense = softmax?.operator === Softmax ? maker(softmax.inputs[0]) : undefined;
  const isDense = dense?.operator === Gemm || dense?.operator === MatMul;
  if (isDense && dense.inputs[1]?.data) return dense;
  throw new InputError(
    `${source}: expected a model that ends in a dense layer with float32 weights and a softmax`,
  );
}
