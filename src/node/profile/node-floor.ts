// Computes the floor of a node's time: the longer of its arithmetic at the machine's peak and its traffic at
// the memory's bandwidth. It follows from shapes alone, and counts only products as arithmetic.
import { countMultiplyAdds } from '../../engine/graph/multiply-adds.ts';
import { bandwidthFor, type MachineFloor } from './machine-floor.ts';
import type { NodeTime } from './node-times.ts';

/** The floor in milliseconds. At most the node's own time, because a cache can be faster than measured. */
export function floorOf(node: NodeTime, machine: MachineFloor): number {
  const bytes = bytesOf(node);
  const traffic = bytes === 0 ? 0 : (1000 * bytes) / bandwidthFor(bytes, machine);
  return Math.min(node.milliseconds, Math.max(arithmeticOf(node, machine), traffic));
}

/** The time of the arithmetic at the peak, in milliseconds. */
export const arithmeticOf = (node: NodeTime, { peakGflops }: MachineFloor): number =>
  flopsOf(node) / peakGflops / 1e6;

/**
 * Floating-point operations: two per multiply-add of a convolution or matrix product, 0 for other operators.
 */
export const flopsOf = (node: NodeTime): number => 2 * countMultiplyAdds(node);

/** Operators that only change the shape of the same bytes. */
const views = new Set(['Reshape', 'Flatten', 'Squeeze', 'Unsqueeze', 'Identity', 'Shape']);
/** Operators that read only as much of their input as they write. */
const selections = new Set(['Slice', 'Gather', 'GatherND', 'GatherElements']);

function bytesOf({ operator, bytesRead, bytesWritten }: NodeTime): number {
  if (views.has(operator)) return 0;
  return selections.has(operator) ? 2 * bytesWritten : bytesRead + bytesWritten;
}
