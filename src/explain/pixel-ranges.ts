// The possible ranges of float pixels in a model that does not state them: 0..1 or 0..255.
/** The names of all ranges. */
export const pixelRanges = ['unit', 'bytes'] as const;
/**
 * `unit`: pixels from 0 to 1; `bytes`: pixels from 0 to 255.
 *
 * @useDeclaredType
 */
export type PixelRange = (typeof pixelRanges)[number];
