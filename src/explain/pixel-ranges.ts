// What the numbers of a float input can mean in a model that does not say so: pixels of 0..1, or of 0..255.
/** The names of all ranges. */
export const pixelRanges = ['unit', 'bytes'] as const;
/**
 * `unit`: pixels from 0 to 1; `bytes`: pixels from 0 to 255.
 *
 * @useDeclaredType
 */
export type PixelRange = (typeof pixelRanges)[number];
