// Paddings that exporters leave to the runtime, written out as numbers: `auto_pad`, windows that stick out at
// the end, and sizes that the result is to have.
import { staticShape } from '../graph/tensor-type.ts';
import { inputOf, without, type Call } from './calls.ts';

/** The window of a call along one spatial axis. */
interface AxisWindow {
  readonly size: number;
  readonly stride: number;
  /** From the first element of a window to the last. */
  readonly reach: number;
  readonly begin: number;
  readonly end: number;
}

/** The windows along each spatial axis. The sizes must be known. */
function windowsOf(call: Call): AxisWindow[] {
  const spatial = staticShape(inputOf(call, 0).shape.slice(2));
  const listOf = (name: string) => call.attributes[name] as readonly number[] | undefined;
  const kernel = listOf('kernel_shape') ?? staticShape(inputOf(call, 1).shape.slice(2));
  const [strides, dilations, pads] = ['strides', 'dilations', 'pads'].map(listOf);
  return spatial.map((size, axis) => ({
    size,
    stride: strides?.[axis] ?? 1,
    reach: (kernel[axis]! - 1) * (dilations?.[axis] ?? 1) + 1,
    begin: pads?.[axis] ?? 0,
    end: pads?.[axis + spatial.length] ?? 0,
  }));
}

const halves = (totals: readonly number[], moreAtEnd: boolean): number[] => {
  const less = totals.map((total) => Math.floor(total / 2));
  const more = totals.map((total, axis) => total - less[axis]!);
  return moreAtEnd ? [...less, ...more] : [...more, ...less];
};

/** `auto_pad`: SAME keeps `ceil(size / stride)` places. */
export function explicitPads(call: Call): Call {
  const { auto_pad: mode } = call.attributes;
  if (mode === undefined || mode === 'NOTSET') return call;
  const attributes = without(call.attributes, 'auto_pad', 'pads');
  if (mode === 'VALID') return { ...call, attributes };
  if (mode !== 'SAME_UPPER' && mode !== 'SAME_LOWER') return call;
  const totals = windowsOf(call).map(({ size, stride, reach }) =>
    Math.max(0, (Math.ceil(size / stride) - 1) * stride + reach - size),
  );
  return { ...call, attributes: { ...attributes, pads: halves(totals, mode === 'SAME_UPPER') } };
}

/** The same of a transposed convolution, whose result has `size · stride` places, or a size that is given. */
export function transposedPads(call: Call): Call {
  const { auto_pad: mode = 'NOTSET' } = call.attributes;
  const given = call.attributes['output_shape'] as readonly number[] | undefined;
  if (!given && mode !== 'SAME_UPPER' && mode !== 'SAME_LOWER') return explicitPads(call);
  const windows = windowsOf(call);
  const extra = (call.attributes['output_padding'] as readonly number[] | undefined) ?? windows.map(() => 0);
  const surplus = windows.map(({ size, stride, reach }, axis) => {
    const wanted = given ? given.slice(-windows.length)[axis]! : size * stride;
    return (size - 1) * stride + reach + extra[axis]! - wanted;
  });
  const totals = surplus.map((places) => Math.max(0, places));
  const output_padding = given ? surplus.map((places, axis) => extra[axis]! + Math.max(0, -places)) : extra;
  const pads = halves(totals, mode === 'SAME_UPPER');
  return {
    ...call,
    attributes: { ...without(call.attributes, 'auto_pad', 'output_shape'), pads, output_padding },
  };
}

/**
 * Windows that stick out at the end become larger pads there: the same results, and a form that can be
 * differentiated. A window that would begin in the padding at the end is left out, as the runtime does.
 */
export function explicitCeil(call: Call): Call {
  if (!call.attributes['ceil_mode'] || !call.attributes['kernel_shape']) return call;
  const windows = windowsOf(call);
  // Such a mean counts the padding that is written, but not what is beyond.
  if (call.attributes['count_include_pad'] && windows.some(({ begin, end }) => begin > 0 || end > 0))
    return call;
  const ends = windows.map(({ size, stride, reach, begin, end }) => {
    const steps = Math.ceil((size + begin + end - reach) / stride);
    const last = steps * stride >= size + begin ? steps - 1 : steps;
    return Math.max(0, last * stride + reach - size - begin);
  });
  const pads = [...windows.map(({ begin }) => begin), ...ends];
  return { ...call, attributes: { ...without(call.attributes, 'ceil_mode', 'count_include_pad'), pads } };
}
