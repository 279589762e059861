import { fromBase64 } from '../../../core/base64.ts';
import type { CanvasPixels } from '../../../core/canvas-pixels.ts';
import type { ModelFacts } from '../../../inference/page-model.ts';
import { pictureColours } from './colours.ts';
import type { Neighbour } from './nearest.ts';

/** The pixels of a training picture, for a canvas. */
export const neighbourColours = (
  { pixels }: Pick<Neighbour, 'pixels'>,
  input: ModelFacts['card']['input'],
): CanvasPixels => pictureColours(fromBase64(pixels), input);
