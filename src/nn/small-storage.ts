// The names of the compressed formats of weights, separate from their code so that a command's help need not
// load it.

/** The formats besides float32, in which models are trained and first saved. */
export const smallStorages = ['float16', 'int8'] as const;
/**
 * A compressed format of a model's weights.
 *
 * @useDeclaredType
 */
export type SmallStorage = (typeof smallStorages)[number];
