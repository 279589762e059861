// The methods that tell good pieces from others.

/** The names of all methods. */
export const methodNames = ['patchcore', 'padim', 'knn'] as const;
/**
 * The name of a method.
 *
 * @useDeclaredType
 */
export type MethodName = (typeof methodNames)[number];
