// The values of the options of ONNX files, separate from their code so that a command's help need not load
// it.

/** How the numbers of a model are stored: `int8` rounds weights only, `static-int8` activations too. */
export const precisions = ['float32', 'float16', 'int8', 'static-int8'] as const;
/**
 * How the numbers of a model are stored.
 *
 * @useDeclaredType
 */
export type Precision = (typeof precisions)[number];

/** What a model's input takes: pixels from 0 to 255 as bytes, or normalised float32. */
export const inputKinds = ['raw', 'normalized'] as const;
/**
 * What a model's input takes.
 *
 * @useDeclaredType
 */
export type InputKind = (typeof inputKinds)[number];
