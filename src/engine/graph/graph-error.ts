// The error of all code that builds, checks, reads or writes graphs. It has a file of its own because tensor
// types throw it too and must not depend on `operator.ts`, which re-exports it.

/** An invalid graph: a defect in the program that built it, or a damaged file. */
export class GraphError extends Error {
  /** Always `GraphError`. */
  override readonly name = 'GraphError';
}
