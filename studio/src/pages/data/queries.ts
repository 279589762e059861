// What the pages about data ask of the server.
import type {
  DataAudit,
  DataDecisions,
  DataPictures,
  DataState,
} from '../../../../src/server/studio/contract/data.ts';
import type { Model } from '../../../../src/server/studio/contract/models.ts';
import { api, apiBytes, apiPath } from '../../core/api.ts';
import { PixelSource } from '../../pictures/core/pixel-source.ts';
import type { PictureShape } from '../../pictures/core/place.ts';
import { writeRanges } from './core/ranges.ts';

interface Asked {
  readonly signal: AbortSignal;
}

export const dataQuery = (id: string) => ({
  queryKey: ['data', id] as const,
  queryFn: ({ signal }: Asked) => api<DataState>(apiPath('data', id), { signal }),
});

export const picturesQuery = (id: string, split: string) => ({
  queryKey: ['data', id, 'pictures', split] as const,
  queryFn: ({ signal }: Asked) => api<DataPictures>(apiPath('data', id, 'pictures', split), { signal }),
});

export const auditQuery = (id: string) => ({
  queryKey: ['data', id, 'audit'] as const,
  queryFn: ({ signal }: Asked) => api<DataAudit>(apiPath('data', id, 'audit'), { signal }),
});

export const decisionsQuery = (id: string) => ({
  queryKey: ['data', id, 'decisions'] as const,
  queryFn: ({ signal }: Asked) => api<DataDecisions>(apiPath('data', id, 'decisions'), { signal }),
});

/** Models come with runs, so they are asked for each time the map opens. */
export const modelsQuery = {
  queryKey: ['models'] as const,
  queryFn: ({ signal }: Asked) => api<readonly Model[]>('models', { signal }),
  staleTime: 0,
};

/** The pixels of a data set. */
export const pixelsOf = (id: string, shape: PictureShape): PixelSource =>
  new PixelSource(shape, (split, indices) =>
    apiBytes(`${apiPath('data', id, 'pixels', split)}?at=${writeRanges(indices)}`),
  );
