// What the page asks of the server about inspectors and pieces.
import type {
  Evaluation,
  InspectorDetail,
  InspectorName,
  JudgeAnswer,
  JudgeRequest,
  Piece,
  PieceLine,
  PieceRef,
} from '../../../../../src/server/studio/contract/inspect.ts';
import { api, apiPath, ApiError } from '../../../core/api.ts';

interface Asked {
  readonly signal: AbortSignal;
}

export const inspectorsQuery = {
  queryKey: ['inspectors'] as const,
  queryFn: ({ signal }: Asked) => api<readonly InspectorName[]>('inspectors', { signal }),
};

export const inspectorQuery = (id: string) => ({
  ...{ queryKey: ['inspector', id] as const, staleTime: 15_000 },
  queryFn: ({ signal }: Asked) => api<InspectorDetail>(apiPath('inspectors', id), { signal }),
});

export const linesQuery = {
  queryKey: ['piece-lines'] as const,
  queryFn: ({ signal }: Asked) => api<readonly PieceLine[]>('pieces', { signal }),
};

/** How often a folder is looked at for new pieces, in milliseconds; rarely if it has many. */
const pollTime = (pieces: readonly Piece[] | undefined): number =>
  (pieces?.length ?? 0) > 2000 ? 30_000 : 3000;

export const piecesQuery = (line: string) => ({
  queryKey: ['pieces', line] as const,
  queryFn: ({ signal }: Asked) => api<readonly Piece[]>(apiPath('pieces', line), { signal }),
  refetchInterval: ({ state }: { readonly state: { readonly data: readonly Piece[] | undefined } }) =>
    pollTime(state.data),
});

export const judge = (inspector: string, request: JudgeRequest, signal: AbortSignal): Promise<JudgeAnswer> =>
  api(apiPath('inspectors', inspector, 'judge'), { method: 'POST', body: request, signal });

/** The map of a piece, `[height, width]`. */
export const mapQuery = (inspector: string, revision: string, { line, piece }: PieceRef) => ({
  ...{ queryKey: ['piece-map', inspector, revision, line, piece] as const, gcTime: 60_000, retry: false },
  queryFn: async ({ signal }: Asked): Promise<Float32Array> => {
    const path = `/api/${apiPath('inspectors', inspector, 'map')}?${new URLSearchParams({ line, piece }).toString()}`;
    const response = await fetch(path, { signal });
    if (!response.ok) throw new ApiError(response.status, `the server answered ${response.status}`);
    return new Float32Array(await response.arrayBuffer());
  },
});

export const evaluationQuery = (inspector: string, revision: string, line: string) => ({
  queryKey: ['evaluation', inspector, revision, line] as const,
  queryFn: ({ signal }: Asked) =>
    api<Evaluation>(apiPath('inspectors', inspector, 'evaluate'), { method: 'POST', body: { line }, signal }),
});

export const picturePath = ({ line, piece }: PieceRef, edge: number): string =>
  `/api/${apiPath('pieces', line, 'picture')}?${new URLSearchParams({ piece, edge: String(edge) }).toString()}`;

/** Sends a file as it is: the picture of a piece, or an inspector. */
export async function sendFile<Answer>(to: 'pieces' | 'inspectors', file: File): Promise<Answer> {
  const response = await fetch(`/api/${to}?${new URLSearchParams({ name: file.name }).toString()}`, {
    ...{ method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } },
  });
  const answer = (await response.json()) as Answer & { error?: string };
  if (!response.ok)
    throw new ApiError(response.status, answer.error ?? `the server answered ${response.status}`);
  return answer;
}
