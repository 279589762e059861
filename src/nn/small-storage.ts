// In how few bytes a file may hold a model's weights; the names alone, apart from what does it, so that a
// command's help need not load that.

/** Beside float32, in which models are trained and first saved. */
export const smallStorages = ['float16', 'int8'] as const;
/**
 * In how few bytes a file holds a model's weights.
 *
 * @useDeclaredType
 */
export type SmallStorage = (typeof smallStorages)[number];
