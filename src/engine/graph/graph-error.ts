// The error of everything that builds, checks, reads or writes graphs. Apart from `operator.ts`, which offers
// it as well, because shapes throw it too and know nothing of operators.

/** A graph that breaks the rules: a defect in the program that built it, or a damaged file. */
export class GraphError extends Error {
  /** Always `GraphError`. */
  override readonly name = 'GraphError';
}
