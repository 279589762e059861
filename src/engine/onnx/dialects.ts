// Converts older forms of operators to the current one. Over the years ONNX has turned options from
// attributes into inputs and changed defaults, and it lets exporters leave paddings to the runtime. A dialect
// rewrites a call; it adds nothing to the graph.
import { sizes, type Elements } from '../constants/elements.ts';
import { GraphError, type Attributes } from '../graph/operator.ts';
import { staticShape } from '../graph/tensor-type.ts';
import { inputOf, type Call, type Operand } from './calls.ts';

/** The supported versions of ONNX's own operator set. */
export const [oldestOpset, newestOpset] = [7, 24];

type Dialect = (call: Call) => Call;

const without = (attributes: Attributes, ...names: string[]): Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([name]) => !names.includes(name)));

/** The inputs with the one at a position replaced. */
function withInput(inputs: Call['inputs'], position: number, operand: Operand | undefined): Call['inputs'] {
  const list = [...inputs];
  while (list.length <= position) list.push(undefined);
  list[position] = operand;
  return list;
}

/** Turns an attribute that is a list of whole numbers into an input. */
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

/** Turns an attribute that is a number into a scalar input. */
const numberAsInput =
  (name: string, position: number): Dialect =>
  (call) => {
    const value = call.attributes[name];
    if (value === undefined) return call;
    const inputs = withInput(call.inputs, position, number(value as number));
    return { ...call, inputs, attributes: without(call.attributes, name) };
  };

/** `Resize` up to version 10, and `Upsample`, have no region of interest and count from the corner. */
const oldResize: Dialect = (call) => {
  const scales = call.attributes['scales'] as readonly number[] | undefined;
  const list: Operand | undefined = scales
    ? { dtype: 'float32', shape: [scales.length], data: Float32Array.from(scales) }
    : call.inputs[1];
  const mode = call.attributes['mode'] ?? 'nearest';
  return {
    ...call,
    type: 'Resize',
    inputs: [call.inputs[0], undefined, list],
    attributes: { mode, nearest_mode: 'floor', coordinate_transformation_mode: 'asymmetric' },
  };
};

/** The pads that give `ceil(size / stride)` positions, with the odd one at the end or at the beginning. */
function samePads(call: Call, spatial: readonly number[], kernel: readonly number[]): number[] {
  const listOf = (name: string) => (call.attributes[name] as number[] | undefined) ?? kernel.map(() => 1);
  const [strides, dilations] = [listOf('strides'), listOf('dilations')];
  const totals = spatial.map((size, axis) => {
    const reach = (kernel[axis]! - 1) * dilations[axis]! + 1;
    return Math.max(0, (Math.ceil(size / strides[axis]!) - 1) * strides[axis]! + reach - size);
  });
  const less = totals.map((total) => Math.floor(total / 2));
  const more = totals.map((total, axis) => total - less[axis]!);
  return call.attributes['auto_pad'] === 'SAME_UPPER' ? [...less, ...more] : [...more, ...less];
}

/** Writes out paddings that are left to the runtime. */
const explicitPads: Dialect = (call) => {
  const mode = call.attributes['auto_pad'];
  if (mode === undefined || mode === 'NOTSET') return call;
  const attributes = without(call.attributes, 'auto_pad');
  if (mode === 'VALID') return { ...call, attributes: without(attributes, 'pads') };
  if (mode !== 'SAME_UPPER' && mode !== 'SAME_LOWER') return call;
  const spatial = staticShape(inputOf(call, 0).shape.slice(2));
  const kernel =
    (attributes['kernel_shape'] as number[] | undefined) ?? staticShape(inputOf(call, 1).shape.slice(2));
  return { ...call, attributes: { ...attributes, pads: samePads(call, spatial, kernel) } };
};

/**
 * Replaces windows that extend beyond the end by larger pads: the maxima are the same, and the form is
 * differentiable. A window that would start in the padding at the end is left out, as in runtimes.
 */
const explicitCeil: Dialect = (call) => {
  const kernel = call.attributes['kernel_shape'] as readonly number[] | undefined;
  if (!call.attributes['ceil_mode'] || !kernel) return call;
  if (call.attributes['count_include_pad']) return call;
  const spatial = staticShape(inputOf(call, 0).shape.slice(2));
  const listOf = (name: string, otherwise: number) =>
    (call.attributes[name] as number[] | undefined) ?? kernel.map(() => otherwise);
  const [strides, dilations] = [listOf('strides', 1), listOf('dilations', 1)];
  const pads = (call.attributes['pads'] as number[] | undefined) ?? [...kernel, ...kernel].map(() => 0);
  const ends = spatial.map((size, axis) => {
    const [begin, end] = [pads[axis]!, pads[axis + kernel.length]!];
    const reach = (kernel[axis]! - 1) * dilations[axis]! + 1;
    const steps = Math.ceil((size + begin + end - reach) / strides[axis]!);
    const last = steps * strides[axis]! >= size + begin ? steps - 1 : steps;
    return Math.max(end, last * strides[axis]! + reach - size - begin);
  });
  return {
    ...call,
    attributes: {
      ...without(call.attributes, 'ceil_mode'),
      pads: [...pads.slice(0, kernel.length), ...ends],
    },
  };
};

/** Up to version 12 the default axis was 1, and all axes after it counted as one. */
const oldSoftmax: Dialect = (call) =>
  call.opset >= 13 ? call : { ...call, domain: 'flattened', attributes: { axis: 1, ...call.attributes } };

/** Up to version 11 a node did not state whether it trains; in inference nothing is dropped. */
const oldDropout: Dialect = (call) =>
  call.opset >= 12 || call.outputCount > 1
    ? call
    : { ...call, type: 'Identity', inputs: call.inputs.slice(0, 1), attributes: {} };

const batchNormalization: Dialect = (call) => {
  if (call.attributes['spatial'] === 0)
    throw new GraphError(`${call.type} ${call.name}: spatial=0 is not supported`);
  const attributes = without(call.attributes, 'spatial', 'is_test', 'consumed_inputs');
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
  ReduceLogSumExp: axesAsInput,
  Split: listAsInput('split', 1),
  Slice: inTurn(listAsInput('starts', 1), listAsInput('ends', 2), listAsInput('axes', 3)),
  Clip: inTurn(numberAsInput('min', 1), numberAsInput('max', 2)),
  Pad: inTurn(listAsInput('pads', 1), numberAsInput('value', 2)),
  Tile: listAsInput('repeats', 1),
  Softmax: oldSoftmax,
  LogSoftmax: oldSoftmax,
  Upsample: oldResize,
  Resize: (call) => (call.opset < 11 ? oldResize(call) : call),
  Conv: explicitPads,
  ConvTranspose: explicitPads,
  MaxPool: inTurn(explicitPads, explicitCeil),
  AveragePool: inTurn(explicitPads, explicitCeil),
  Dropout: oldDropout,
  BatchNormalization: batchNormalization,
};

/** A call of one of ONNX's own operators, in the form of the newest operator set. */
export const modernize = (call: Call): Call =>
  (call.domain === '' ? dialects[call.type]?.(call) : undefined) ?? call;

/** Checks the version of ONNX's operator set. @throws GraphError if it is not supported */
export function checkOpset(opset: number): void {
  if (opset >= oldestOpset && opset <= newestOpset) return;
  throw new GraphError(
    `the model is written in version ${opset} of ONNX's operators, expected ${oldestOpset} to ${newestOpset}`,
  );
}
