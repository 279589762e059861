// The views of a picture that test-time augmentation looks at: always the same ones, where training's
// augmentation draws. Each is exact: pixels move by whole places, and what comes in from outside is what
// training fills in, too.
import { InputError } from '../../errors.ts';
import { AffineMap } from './affine-map.ts';
import type { PictureShape } from './kinds.ts';
import { defaultFill, Resampler } from './resampler.ts';

/** The names of all views. */
export const viewNames = ['flip', 'shift'] as const;
/**
 * `flip`: left and right swapped; `shift`: four views, moved by a pixel to the right, to the left, down and
 * up.
 *
 * @useDeclaredType
 */
export type ViewName = (typeof viewNames)[number];

/** Makes a view of each picture of a batch `[batch, channels, height, width]`. */
type View = (images: Uint8Array) => Uint8Array;

const moves: Readonly<Record<ViewName, readonly ((map: AffineMap) => void)[]>> = {
  flip: [(map) => map.flip()],
  shift: [
    (map) => map.translate(1, 0),
    (map) => map.translate(-1, 0),
    (map) => map.translate(0, 1),
    (map) => map.translate(0, -1),
  ],
};

/**
 * The pictures as they are, then each view that the names stand for.
 *
 * @throws InputError for no name, an unknown one, and one that is there twice
 * @example viewsOf(['flip'], { channels: 1, height: 28, width: 28 }).map((view) => view(images)) // images, mirrored images
 */
export function viewsOf(names: readonly ViewName[], shape: PictureShape): View[] {
  checkViews(names);
  return [(images) => images, ...names.flatMap((name) => moves[name]).map((move) => moved(shape, move))];
}

/** Throws an InputError, after the owner's name, unless there are names, all known, none twice. */
export function checkViews(names: readonly string[], owner = 'views'): asserts names is readonly ViewName[] {
  const expected = `${owner}: expected ${viewNames.join(', ')} or some of them`;
  if (names.length === 0) throw new InputError(`${expected}, got none`);
  names.forEach((name, i) => {
    if (!viewNames.some((known) => known === name)) throw new InputError(`${expected}, got '${name}'`);
    if (names.indexOf(name) < i) throw new InputError(`${expected}, got ${name} twice`);
  });
}

function moved(shape: PictureShape, move: (map: AffineMap) => void): View {
  const map = new AffineMap();
  move(map);
  const resampler = new Resampler(shape, defaultFill(shape));
  const size = shape.channels * shape.height * shape.width;
  return (images) => {
    const view = new Uint8Array(images.length);
    for (let offset = 0; offset < images.length; offset += size)
      resampler.resample(map, images, offset, view, offset);
    return view;
  };
}
