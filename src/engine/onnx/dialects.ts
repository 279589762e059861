// Older forms of operators become today's form. Over the years ONNX has moved options from attributes to
// inputs and has changed defaults. A dialect rewrites a call; it adds nothing to the graph.
import { sizes, type Elements } from '../constants/elements.ts';
import { GraphError } from '../graph/operator.ts';
import { dtypeCodes } from '../graph/operators/index.ts';
import { constantOf, inputOf, without, type Call, type Operand } from './calls.ts';
import { explicitCeil, explicitPads, transposedPads } from './paddings.ts';

/** The versions of ONNX's own operator set that are read. */
export const [oldestOpset, newestOpset] = [7, 24];

type Dialect = (call: Call) => Call;

/** The inputs with another one at a position. */
function withInput(inputs: Call['inputs'], position: number, operand: Operand | undefined): Call['inputs'] {
  const list = [...inputs];
  while (list.length <= position) list.push(undefined);
  list[position] = operand;
  return list;
}

/** A list of whole numbers that was an attribute becomes an input. */
const listAsInput =
  (name: string, position: number): Dialect =>
  (call) => {
    const list = call.attributes[name];
    if (list === undefined) return call;
    const inputs = withInput(call.inputs, position, sizes(list as readonly number[]));
    return { ...call, inputs, attributes: without(call.attributes, name) };
  };

const inTurn =
  (...dialects: readonly Dialect[]): Dialect =>
  (call) =>
    dialects.reduce((rewritten, dialect) => dialect(rewritten), call);

const axesAsInput = listAsInput('axes', 1);

const number = (value: number): Elements => ({ dtype: 'float32', shape: [], data: Float32Array.of(value) });

/** A number that was an attribute becomes a scalar input. */
const numberAsInput =
  (name: string, position: number): Dialect =>
  (call) => {
    const value = call.attributes[name];
    if (value === undefined) return call;
    const inputs = withInput(call.inputs, position, number(value as number));
    return { ...call, inputs, attributes: without(call.attributes, name) };
  };

/** Until version 10 `Resize`, and `Upsample` always, counted from the corner. */
const oldResize: Dialect = (call) => {
  const given = call.attributes['scales'] as readonly number[] | undefined;
  const scales: Operand = given
    ? { dtype: 'float32', shape: [given.length], data: Float32Array.from(given) }
    : inputOf(call, 1);
  const isEnlarged = Array.from(constantOf(scales)?.data ?? []).every((scale) => Number(scale) >= 1);
  return {
    ...call,
    type: 'Resize',
    inputs: [call.inputs[0], undefined, scales],
    attributes: {
      mode: call.attributes['mode'] ?? 'nearest',
      nearest_mode: isEnlarged ? 'floor' : 'simple',
      coordinate_transformation_mode: 'asymmetric',
    },
  };
};

/** Until version 13 the default axis was 1, and what lies behind the axis counted as one. */
const oldSoftmax: Dialect = (call) =>
  call.opset >= 13 ? call : { ...call, domain: 'flattened', attributes: { axis: 1, ...call.attributes } };

/** Until version 12 a node did not say whether it trains: in inference nothing is dropped. */
const oldDropout: Dialect = (call) =>
  call.opset >= 12
    ? call
    : { ...call, type: 'Identity', inputs: call.inputs.slice(0, 1), attributes: {}, outputCount: 1 };

/** Until version 18 parts were equal where nothing was said. */
const evenSplit: Dialect = (call) =>
  call.inputs[1] || call.attributes['num_outputs'] !== undefined
    ? call
    : { ...call, attributes: { ...call.attributes, num_outputs: call.outputCount } };

/** The second and third output, the moments, are only needed in training. */
const layerNormalization: Dialect = (call) => ({ ...call, outputCount: 1 });

const castLike: Dialect = (call) => ({
  ...call,
  type: 'Cast',
  inputs: call.inputs.slice(0, 1),
  attributes: { to: dtypeCodes[inputOf(call, 1).dtype] },
});

const batchNormalization: Dialect = (call) => {
  if (call.attributes['spatial'] === 0) throw new GraphError('spatial=0 is not supported');
  const attributes = without(call.attributes, 'spatial');
  const isTraining = attributes['training_mode'] === 1;
  return { ...call, attributes, outputCount: isTraining ? call.outputCount : 1 };
};

const dialects: Readonly<Record<string, Dialect>> = {
  Squeeze: axesAsInput,
  Unsqueeze: axesAsInput,
  ReduceSum: axesAsInput,
  ReduceMean: axesAsInput,
  ReduceMax: axesAsInput,
  ReduceMin: axesAsInput,
  ReduceProd: axesAsInput,
  ReduceL1: axesAsInput,
  ReduceL2: axesAsInput,
  ReduceSumSquare: axesAsInput,
  ReduceLogSum: axesAsInput,
  ReduceLogSumExp: axesAsInput,
  Split: inTurn(listAsInput('split', 1), evenSplit),
  Slice: inTurn(listAsInput('starts', 1), listAsInput('ends', 2), listAsInput('axes', 3)),
  Clip: inTurn(numberAsInput('min', 1), numberAsInput('max', 2)),
  Pad: inTurn(listAsInput('pads', 1), numberAsInput('value', 2)),
  Softmax: oldSoftmax,
  LogSoftmax: oldSoftmax,
  Upsample: oldResize,
  Resize: (call) => (call.opset < 11 ? oldResize(call) : call),
  Conv: explicitPads,
  ConvTranspose: transposedPads,
  MaxPool: inTurn(explicitPads, explicitCeil),
  AveragePool: inTurn(explicitPads, explicitCeil),
  Dropout: oldDropout,
  BatchNormalization: batchNormalization,
  LayerNormalization: layerNormalization,
  CastLike: castLike,
};

/** A call of ONNX's own operators in the form of the newest operator set. */
export const modernize = (call: Call): Call =>
  (call.domain === '' ? dialects[call.type]?.(call) : undefined) ?? call;

/** @throws GraphError for a version of ONNX's operator set that is not read */
export function checkOpset(opset: number): void {
  if (opset >= oldestOpset && opset <= newestOpset) return;
  throw new GraphError(
    `the model is written in version ${opset} of ONNX's operators, expected ${oldestOpset} to ${newestOpset}`,
  );
}
