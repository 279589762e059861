// When dark garments on light ground are turned into light on dark: `auto` where the model learned from such.
export const inversions = ['auto', 'always', 'never'] as const;
export type Inversion = (typeof inversions)[number];
