// Joins the phases of a picture in the blocked layout. A phase has every s-th row and every s-th column.
import type { Value } from '../../graph/graph.ts';
import { fromBlocked } from '../../graph/operators/blocked.ts';
import { concat, reshape } from '../../graph/operators/index.ts';
import { staticShape } from '../../graph/tensor-type.ts';

/**
 * The whole picture from its phases, all of one shape and given as rows of columns: the element of row i and
 * column j of phase (r, c) comes to row i · rows + r and column j · columns + c.
 */
export function interleave(phases: readonly (readonly Value[])[], blockSize: number): Value {
  const [pictures, channels, rows, columns] = staticShape(phases[0]![0]!.shape) as [
    number,
    number,
    number,
    number,
  ];
  const planes = (pictures * channels) / blockSize;
  const width = columns * phases[0]!.length;
  const rowPhases = phases.map((row) => {
    const beside = concat(
      row.map((phase) => reshape(phase, [planes, -1])),
      1,
    );
    const blocks = reshape(beside, [planes, row.length * blockSize, rows, columns]);
    return reshape(fromBlocked(blocks, true), [planes * rows, width * blockSize]);
  });
  return reshape(concat(rowPhases, 1), [pictures, channels, rows * phases.length, width]);
}
