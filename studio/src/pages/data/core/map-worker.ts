// Places the pictures of a map beside the page, step by step.
import {
  landmarkMap,
  type MapSource,
  type MapStep,
} from '../../../../../src/explain/embedding/landmark-map.ts';

const seed = 1;

addEventListener('message', ({ data }: MessageEvent<MapSource>) => {
  for (const step of landmarkMap(data, seed)) postMessage(step satisfies MapStep);
});
