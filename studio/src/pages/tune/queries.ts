// What these pages ask of the server.
import { keepPreviousData } from '@tanstack/react-query';
import type { StudyDetail, StudyList } from '../../../../src/server/studio/contract/studies.ts';
import { api, apiPath } from '../../core/api.ts';

interface Asked {
  readonly signal: AbortSignal;
}

/** The list is asked for again and again: journals are written by any process. */
export const studiesQuery = {
  queryKey: ['studies'] as const,
  queryFn: ({ signal }: Asked) => api<StudyList>('studies', { signal }),
  ...{ staleTime: 0, refetchInterval: 1500 },
};

/** A study with its trials; asked for again when its journal has grown. */
export const studyQuery = (id: string, version: number | undefined) => ({
  queryKey: ['study', id, version] as const,
  queryFn: ({ signal }: Asked) => api<StudyDetail>(apiPath('studies', id), { signal }),
  ...{ enabled: version !== undefined, placeholderData: keepPreviousData, gcTime: 10_000 },
});
