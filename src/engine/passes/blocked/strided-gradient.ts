// The gradient of a strided convolution with respect to its input, in the blocked layout. The row and column
// of an input element, modulo the stride, determine which kernel elements meet it. So each such phase of the
// picture is a convolution of stride 1 with its own part of the kernel, without the zeros that a transposed
// convolution puts between elements (Shi et al., 2016, "Is the deconvolution layer the same as a
// convolutional layer?"). Finally the phases are interleaved.
import type { Node, Value } from '../../graph/graph.ts';
import { blockedConv } from '../../graph/operators/blocked.ts';
import { expand, groupsOf } from '../../graph/operators/index.ts';
import { windowOf } from '../../graph/operators/window.ts';
import { staticShape } from '../../graph/tensor-type.ts';
import type { Layouts } from './layouts.ts';
import { interleave } from './interleave.ts';
import { backwardWeights } from './weights.ts';

type Shape4 = [number, number, number, number];

/**
 * One phase along one axis: the kernel elements that meet it, in the order of its convolution, and the pads
 * of that convolution.
 */
interface Phase {
  readonly places: readonly number[];
  readonly pads: readonly [begin: number, end: number];
}

/**
 * The blocked gradient; undefined if the stride does not divide the picture or a phase is not a plain
 * convolution.
 */
export function stridedGradient(node: Node, layouts: Layouts): Value | undefined {
  const [dy, weights] = node.inputs as readonly [Value, Value];
  const [, , ...kernel] = staticShape(weights.shape) as Shape4;
  const window = windowOf(node, kernel);
  const sizes = staticShape(node.outputs[0]!.shape.slice(2));
  const divides = sizes.every((size, axis) => size % window.strides[axis]! === 0);
  if (!divides || window.dilations.some((size) => size !== 1)) return undefined;
  const [rows, columns] = [0, 1].map((axis) =>
    phasesOf({
      kernel: kernel[axis]!,
      stride: window.strides[axis]!,
      pad: window.pads[axis]!,
      size: sizes[axis]!,
      steps: dy.shape[axis + 2] as number,
    }),
  ) as [Phase[], Phase[]];
  if ([...rows, ...columns].some(({ pads }) => pads.some((size) => size < 0))) return undefined;
  const build = new PhaseBuilder(layouts, node);
  const phases = rows.map((row) => columns.map((column) => build.phase(row, column)));
  return interleave(phases, layouts.blockSize);
}

interface Axis {
  readonly kernel: number;
  readonly stride: number;
  readonly pad: number;
  /** The sizes of the input and of the output. */
  readonly size: number;
  readonly steps: number;
}

/** dx[stride·t + r] = Σ over k of dy[(stride·t + r + pad - k) / stride] · w[k], for whole indices. */
function phasesOf({ kernel, stride, pad, size, steps }: Axis): Phase[] {
  return Array.from({ length: stride }, (_, r) => {
    const first = (r + pad) % stride;
    const places = Array.from(
      { length: Math.max(0, Math.ceil((kernel - first) / stride)) },
      (_, i) => first + stride * i,
    );
    if (places.length === 0) return { places, pads: [0, 0] };
    const begin = places.length - 1 - (r + pad - first) / stride;
    return { places: places.reverse(), pads: [begin, size / stride - steps - begin + places.length - 1] };
  });
}

class PhaseBuilder {
  private readonly layouts: Layouts;
  private readonly dy: Value;
  private readonly weights: Value;
  private readonly shape: Shape4;
  private readonly group: number;

  constructor(layouts: Layouts, node: Node) {
    const [dy, weights] = node.inputs as readonly [Value, Value];
    this.layouts = layouts;
    this.dy = layouts.blocked(dy);
    this.weights = layouts.plain(weights);
    this.shape = staticShape(node.outputs[0]!.shape) as Shape4;
    this.group = groupsOf(node);
  }

  phase(row: Phase, column: Phase): Value {
    const { blockSize, graph } = this.layouts;
    const [pictures, channels] = this.shape;
    const kernel = [row.places.length, column.places.length];
    if (kernel.includes(0)) {
      return expand(graph.scalar(0), [pictures, channels, ...staticShape(this.dy.shape.slice(2))]);
    }
    const width = this.weights.shape[3] as number;
    const places = row.places.flatMap((i) => column.places.map((j) => i * width + j));
    const turned = backwardWeights(this.weights, blockSize, places, kernel);
    const pads = [row.pads[0], column.pads[0], row.pads[1], column.pads[1]];
    return blockedConv(this.dy, turned, undefined, { kernel_shape: kernel, pads, group: this.group });
  }
}
