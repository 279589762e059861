// Draws where a piece is defective: its heat map over its picture, with the boxes of its places.
import { overlaidHeatMap } from '../../explain/heat-map.ts';
import type { PlaceBox } from '../../inspection/defective-places.ts';
import type { InspectorCard } from '../../inspection/inspector-file.ts';

/** The end of the colours, as a factor of the threshold of places, so that good pieces look dark. */
const scaleEnd = 2;
const boxColour = [0, 255, 255] as const;

/** What is drawn of a piece. */
interface DrawnPiece {
  /** `[channels, height, width]`. */
  readonly image: Uint8Array;
  /** `[height, width]`. */
  readonly map: Float32Array;
  readonly places: readonly PlaceBox[];
}

/** The picture of a piece, `[3, height, width]`. */
export const heatPicture = (
  { image, map, places }: DrawnPiece,
  { input, placeThreshold }: InspectorCard,
): Uint8Array => boxed(overlaidHeatMap(map, image, scaleEnd * placeThreshold!), places, input);

/** Draws the outlines of boxes on a picture `[3, height, width]`. */
function boxed(
  picture: Uint8Array,
  boxes: readonly PlaceBox[],
  { height, width }: { readonly height: number; readonly width: number },
): Uint8Array {
  const dot = (x: number, y: number) =>
    boxColour.forEach((level, channel) => (picture[(channel * height + y) * width + x] = level));
  for (const box of boxes) {
    const [left, top] = [Math.round(box.x * width), Math.round(box.y * height)];
    const [right, bottom] = [
      left + Math.round(box.width * width) - 1,
      top + Math.round(box.height * height) - 1,
    ];
    for (let x = left; x <= right; x++) [top, bottom].forEach((y) => dot(x, y));
    for (let y = top; y <= bottom; y++) [left, right].forEach((x) => dot(x, y));
  }
  return picture;
}
