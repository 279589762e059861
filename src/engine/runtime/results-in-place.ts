// Leaves results in the arrays they were written to. Node's binding returns every result in an array of its
// own. So it also copies a result that was written to one of our arrays: in a training step all parameters
// and the optimiser's state, which become garbage. It copies results one by one after the run, and fails at
// one that is not a tensor. A program with an array for every result therefore lists a sequence first; that
// failure ends the run before anything is copied.
import { Graph } from '../graph/graph.ts';
import { add } from '../graph/operators/index.ts';
import { encodeModel } from '../onnx/encode.ts';
import { Model } from '../onnx/messages.ts';
import { encode } from '../onnx/wire.ts';
import { sessionOptions, type Runtime } from './runtime.ts';

/** The name of the result that makes the runtime fail. */
export const refused = 'atelier/refused';

/** The model with an empty sequence as its first result. */
export function withRefusedResult(model: Uint8Array): Uint8Array {
  const type = { sequenceType: { elemType: { tensorType: { elemType: 1 } } } };
  const node = { name: refused, output: [refused], opType: 'SequenceEmpty' };
  // Protobuf merges repeated fields in the order of the bytes.
  const first = encode(Model, { graph: { node: [node], output: [{ name: refused, type }] } });
  const bytes = new Uint8Array(first.length + model.length);
  bytes.set(first);
  bytes.set(model, first.length);
  return bytes;
}

const refusals = new WeakMap<Runtime, Promise<string | undefined>>();

/**
 * The message with which a runtime fails; undefined if it does not fail, or fails before results are written.
 * Tried once.
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
