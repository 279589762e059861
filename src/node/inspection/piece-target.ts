// How the picture of a piece becomes the input of an inspector: all of it, at the size of the network. Its
// ratio of width to height is given up, so that shares of the input are shares of the picture.
import type { ImageTarget } from '../pictures/fit.ts';

/** The pictures that an inspector takes. */
export interface PieceTarget {
  /** 1 for grey pictures, 3 for red, green and blue. */
  readonly channels: 1 | 3;
  /** In pixels. */
  readonly height: number;
  /** In pixels. */
  readonly width: number;
  /** The most pixels that a picture may have; 64 million by default. */
  readonly maxPixels?: number | undefined;
}

/** The target of the picture of a piece. */
export const pieceTarget = (target: PieceTarget): ImageTarget => ({
  ...target,
  fit: 'stretch',
  invert: 'never',
});
