// What the server knows of the pictures of a map.
import type { MapSource } from '../../../../../src/explain/embedding/landmark-map.ts';
import type { MapState } from '../../../../../src/server/studio/contract/maps.ts';

/**
 * Takes the bytes of a map apart.
 *
 * @throws Error if they are of another map
 */
export function readMapSource(
  { count, landmarks, k }: Extract<MapState, { isReady: true }>,
  bytes: ArrayBuffer,
): MapSource {
  if (bytes.byteLength !== 4 * count * (2 + 2 * k))
    throw new Error('the map is damaged: load the page again');
  return {
    ...{ count, landmarks, k },
    components: new Float32Array(bytes, 0, 2 * count),
    distances: new Float32Array(bytes, 8 * count, k * count),
    indices: new Int32Array(bytes, 4 * count * (2 + k), k * count),
  };
}
