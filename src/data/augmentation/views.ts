// The views of a picture for test-time augmentation. They are fixed, whereas augmentation in training is
// random. They are exact: pixels move by whole positions, and new pixels at the border are filled as in
// training.
import { InputError } from '../../errors.ts';
import { AffineMap } from './affine-map.ts';
import type { PictureShape } from './kinds.ts';
import { defaultFill, Resampler } from './resampler.ts';

export const viewNames = ['flip', 'shift'] as const;
/**
 * `flip`: left and right swapped. `shift`: four views, moved by one pixel to the right, to the left, down
 * and up.
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
 * The pictures unchanged, followed by each view that the names select.
 *
 * @throws InputError for an empty list, an unknown name, or a name given twice
 * @example viewsOf(['flip'], { channels: 1, height: 28, width: 28 }).map((view) => view(images)) // images, mirrored images
 */
export function viewsOf(names: readonly ViewName[], shape: PictureShape): View[] {
  checkViews(names);
  return [(images) => images, ...names.flatMap((name) => moves[name]).map((move) => moved(shape, move))];
}

/**
 * Checks names of views.
 *
 * @param owner begins errors
 * @throws InputError for an empty list, an unknown name, or a name given twice
 */
export function checkViews(names: readonly string[], owner = 'views'): asserts names is readonly ViewName[] {
  const expected = `${owner}: expected one or more of ${viewNames.join(', ')}`;
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
