// What the numbers of a float input can mean in a model that does not say so: pixels of 0..1, or of 0..255.
export const pixelRanges = ['unit', 'bytes'] as const;
export type PixelRange = (typeof pixelRanges)[number];
