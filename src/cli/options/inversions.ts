// When pictures are inverted. `auto` inverts dark garments on a light background, and only if the model's fit
// is `garment`: Fashion-MNIST shows light garments on a dark background.
export const inversions = ['auto', 'always', 'never'] as const;
export type Inversion = (typeof inversions)[number];
