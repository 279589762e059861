// The thread that explains predictions of one model, so that predictions do not wait for explanations. It
// starts when the first one is asked for.
import { openExplainer, type Explainer } from '../../explain/explainer.ts';
import { overlaidHeatMap } from '../../explain/heat-map.ts';
import { gradCam } from '../../explain/methods/grad-cam.ts';
import { enlargedPng } from '../../node/pictures/enlarged-png.ts';
import { answerCalls } from '../../node/threads/calls.ts';
import type { ModelToOpen } from './model-thread.ts';

/** A picture, and the class to explain. */
export interface PictureToExplain {
  /** `[channels, height, width]`, 0 to 255. */
  readonly image: Uint8Array;
  readonly target: number;
}

let explainer: Explainer;

answerCalls({
  load: ({ bytes, name, threads, device }: ModelToOpen) => {
    explainer = openExplainer(Uint8Array.from(bytes), name, { threads, device, takesTurns: true });
  },
  explain,
});

/** Draws the map of Grad-CAM over a picture. @returns the bytes of a PNG */
async function explain({ image, target }: PictureToExplain): Promise<Uint8Array> {
  const { height, width } = explainer;
  const { maps } = await gradCam(explainer, image, { targets: target });
  return enlargedPng(overlaidHeatMap(maps, image), height, width);
}
