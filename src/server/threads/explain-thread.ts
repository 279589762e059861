// The thread that explains predictions of one model, so that predictions do not wait for explanations. It
// starts when the first one is asked for.
import sharp from 'sharp';
import { openExplainer, type Explainer } from '../../explain/explainer.ts';
import { overlaidHeatMap } from '../../explain/heat-map.ts';
import { gradCam } from '../../explain/methods/grad-cam.ts';
import { answerCalls } from '../../node/threads/calls.ts';
import type { ModelToOpen } from './model-thread.ts';

/** A picture, and the class to explain. */
export interface PictureToExplain {
  /** `[channels, height, width]`, 0 to 255. */
  readonly image: Uint8Array;
  readonly target: number;
}

/** The least edge of a drawn map, in pixels. */
const leastEdge = 224;

let explainer: Explainer;

answerCalls({
  load: ({ bytes, name, threads }: ModelToOpen) => {
    explainer = openExplainer(Uint8Array.from(bytes), name, { threads, takesTurns: true });
  },
  explain,
});

/** Draws the map of Grad-CAM over a picture. @returns the bytes of a PNG */
async function explain({ image, target }: PictureToExplain): Promise<Uint8Array> {
  const { height, width } = explainer;
  const { maps } = await gradCam(explainer, image, { targets: target });
  const planes = overlaidHeatMap(maps, image);
  const area = height * width;
  const pixels = Uint8Array.from({ length: 3 * area }, (_, i) => planes[(i % 3) * area + Math.floor(i / 3)]!);
  const scale = Math.max(1, Math.ceil(leastEdge / Math.max(height, width)));
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize(width * scale, height * scale, { kernel: 'nearest' })
    .png()
    .toBuffer();
}
