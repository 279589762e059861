// The map of a split: a sample of its pictures, placed by a worker. It is kept while the studio is open.
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { DataDetail } from '../../../../src/server/studio/contract/data.ts';
import { apiBytes, apiPath } from '../../core/api.ts';
import { spread } from './core/lasso.ts';
import type { MapRequest } from './core/map-worker.ts';
import { writeRanges } from './core/ranges.ts';

/** As many as the report's map has. */
const mostOnMap = 2000;
const perRequest = 250;
/** With fewer pictures, neighbours mean nothing. */
export const leastOnMap = 10;

export interface PictureMap {
  /** In the split. */
  readonly indices: readonly number[];
  /** `[indices, 2]` */
  readonly places: Float32Array;
}

export const useMap = (detail: DataDetail, split: string): UseQueryResult<PictureMap> =>
  useQuery({
    queryKey: ['data', detail.id, 'map', split],
    gcTime: Infinity,
    queryFn: async ({ signal }): Promise<PictureMap> => {
      const { count = 0 } = detail.splits.find((one) => one.split === split) ?? {};
      const indices = spread(count, mostOnMap);
      const images = await pixelsAt(detail, split, indices, signal);
      return {
        indices,
        places: await placed({ shape: detail.shape, count: indices.length, images }, signal),
      };
    },
  });

async function pixelsAt(
  { id, shape }: DataDetail,
  split: string,
  indices: readonly number[],
  signal: AbortSignal,
): Promise<Uint8Array> {
  const images = new Uint8Array(indices.length * shape.channels * shape.height * shape.width);
  let place = 0;
  for (let start = 0; start < indices.length; start += perRequest) {
    const at = writeRanges(indices.slice(start, start + perRequest));
    const bytes = await apiBytes(`${apiPath('data', id, 'pixels', split)}?at=${at}`, { signal });
    images.set(bytes, place);
    place += bytes.length;
  }
  return images;
}

function placed(request: MapRequest, signal: AbortSignal): Promise<Float32Array> {
  const worker = new Worker(new URL('./core/map-worker.ts', import.meta.url), { type: 'module' });
  return new Promise<Float32Array>((done, fail) => {
    worker.addEventListener('message', ({ data }: MessageEvent<Float32Array>) => done(data));
    worker.addEventListener('error', ({ message }) => fail(new Error(message)));
    signal.addEventListener('abort', () =>
      fail(new DOMException('the map is not wanted any more', 'AbortError')),
    );
    worker.postMessage(request, [request.images.buffer]);
  }).finally(() => worker.terminate());
}
