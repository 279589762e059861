// Computes a map of pictures beside the page: those that look alike are near each other. Pictures are
// described as in an audit, and UMAP places the descriptions.
import { describePictures } from '../../../../../src/audit/descriptors.ts';
import { neighbourMap } from '../../../../../src/explain/embedding/neighbour-map.ts';
import type { PictureShape } from '../../../pictures/core/place.ts';

/** The pictures `[count, channels, height, width]`. */
export interface MapRequest {
  readonly shape: PictureShape;
  readonly count: number;
  readonly images: Uint8Array;
}

addEventListener('message', ({ data: { shape, count, images } }: MessageEvent<MapRequest>) => {
  const dataset = { name: '', classNames: [''], labels: new Int32Array(count), count, images, ...shape };
  const { values, dimensions } = describePictures(dataset).vectors;
  postMessage(neighbourMap({ values, count, size: dimensions }, 1));
});
