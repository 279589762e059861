// The floor under a node's time: what its arithmetic would take at the machine's peak, or its traffic at the
// memory's bandwidth, whichever is longer. Known from shapes alone; what an operator computes beyond products
// is not counted.
import { countMultiplyAdds } from '../../engine/graph/multiply-adds.ts';
import { bandwidthFor, type MachineFloor } from './machine-floor.ts';
import type { NodeTime } from './node-times.ts';

/** Milliseconds; never more than the node took, because a cache can be faster than what was measured. */
export function floorOf(node: NodeTime, machine: MachineFloor): number {
  const bytes = bytesOf(node);
  const traffic = bytes === 0 ? 0 : (1000 * bytes) / bandwidthFor(bytes, machine);
  return Math.min(node.milliseconds, Math.max(arithmeticOf(node, machine), traffic));
}

/** Milliseconds of arithmetic at the peak. */
export const arithmeticOf = (node: NodeTime, { peakGflops }: MachineFloor): number =>
  flopsOf(node) / peakGflops / 1e6;

/** Floating-point operations: two per multiply-add of a convolution or matrix product, 0 for all else. */
export const flopsOf = (node: NodeTime): number => 2 * countMultiplyAdds(node);

/** Operators that only see the same bytes as another shape. */
const views = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Identity', 'Shape']);
/** Operators that read no more of their input than they write. */
const selections = new Set(['Slice', 'Gather', 'GatherND', 'GatherElements']);

function bytesOf({ operator, bytesRead, bytesWritten }: NodeTime): number {
  if (views.has(operator)) return 0;
  return selections.has(operator) ? 2 * bytesWritten : bytesRead + bytesWritten;
}
