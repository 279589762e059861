// Drawn pieces: a light disc with a dark ring on a grey ground, a little different each time.
import { Random } from '../../random.ts';
import { imageSize, side } from './backbone.ts';

/** How a piece is drawn. */
export interface PieceLook {
  /** Moves the disc, in pixels. */
  readonly shift?: readonly [down: number, right: number];
  /** The grey of the disc; 200 by default. */
  readonly grey?: number;
}

/** Pictures `[count, 1, 28, 28]`; equal seeds give equal pictures. */
export function drawPieces(
  count: number,
  seed: number,
  { shift = [0, 0], grey = 200 }: PieceLook = {},
): Uint8Array {
  const random = new Random(seed, 'pieces');
  const images = new Uint8Array(count * imageSize);
  for (let piece = 0; piece < count; piece++) {
    const [light, radius] = [random.between(-6, 6), random.between(8.5, 9.5)];
    for (let y = 0; y < side; y++)
      for (let x = 0; x < side; x++) {
        const distance = Math.hypot(y - shift[0] - 13.5, x - shift[1] - 13.5);
        const level = distance > radius ? 90 : distance > 5 && distance < 7 ? 50 : grey;
        images[piece * imageSize + y * side + x] = level + light + random.between(-4, 4);
      }
  }
  return images;
}

/** The same pictures with a black square in each, whose corner is at a row and column. */
export function stained(images: Uint8Array, [row, column]: readonly [number, number], size = 4): Uint8Array {
  return images.map((value, i) => {
    const [y, x] = [Math.floor((i % imageSize) / side), i % side];
    return y >= row && y < row + size && x >= column && x < column + size ? 0 : value;
  });
}
