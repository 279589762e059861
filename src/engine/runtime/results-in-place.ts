// Results that stay in the arrays they were written to. Node's binding hands every result over as an array of
// its own: also what was written to an array of ours is copied, in a training step all parameters and the
// optimiser's state, and becomes garbage. It copies one result after the other, when all are computed, and
// refuses one that is not a tensor. So a program whose results have arrays to go to lists a sequence before
// them: the refusal is the end of a run.
import { Graph } from '../graph/graph.ts';
import { add } from '../graph/operators/index.ts';
import { encodeModel } from '../onnx/encode.ts';
import { Model } from '../onnx/messages.ts';
import { encode } from '../onnx/wire.ts';
import { sessionOptions, type Runtime } from './runtime.ts';

/** The name of the result that is refused. */
export const refused = 'atelier/refused';

/** The model with an empty sequence as its first result. */
export function withRefusedResult(model: Uint8Array): Uint8Array {
  const type = { sequenceType: { elemType: { tensorType: { elemType: 1 } } } };
  const node = { name: refused, output: [refused], opType: 'SequenceEmpty' };
  // Protobuf merges what is written twice, in the order of the bytes.
  const first = encode(Model, { graph: { node: [node], output: [{ name: refused, type }] } });
  const bytes = new Uint8Array(first.length + model.length);
  bytes.set(first);
  bytes.set(model, first.length);
  return bytes;
}

const refusals = new WeakMap<Runtime, Promise<string | undefined>>();

/**
 * In which words a runtime refuses, or nothing where it doesn't or where results are not written then. Tried
 * once.
 */
export function findRefusal(runtime: Runtime): Promise<string | undefined> {
  const known = refusals.get(runtime) ?? tryRefusal(runtime);
  refusals.set(runtime, known);
  return known;
}

async function tryRefusal({ InferenceSession, Tensor }: Runtime): Promise<string | undefined> {
  const graph = new Graph();
  graph.output('y', add(graph.input('x', 'float32', [1]), 1));
  const session = await InferenceSession.create(
    withRefusedResult(encodeModel(graph)),
    sessionOptions({ threads: 1 }),
  );
  const y = new Float32Array(1);
  try {
    await session.run({ x: new Tensor(Float32Array.of(1)) }, { [refused]: null, y: new Tensor(y) });
    return undefined;
  } catch (error) {
    return y[0] === 2 && error instanceof Error ? error.message : undefined;
  } finally {
    await session.release();
  }
}
