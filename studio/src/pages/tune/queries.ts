// What these pages ask of the server.
import type { Query, QueryClient } from '@tanstack/react-query';
import type {
  Confirmation,
  StudyList,
  StudyTrials,
  TrialDetail,
} from '../../../../src/server/studio/contract/studies.ts';
import { api, ApiError, apiPath } from '../../core/api.ts';
import { withTrials, type StudyRows } from './core/trial-rows.ts';

interface Asked {
  readonly signal: AbortSignal;
}

/** The list is asked for again and again: journals are written by any process. */
export const studiesQuery = {
  queryKey: ['studies'] as const,
  queryFn: ({ signal }: Asked) => api<StudyList>('studies', { signal }),
  ...{ staleTime: 0, refetchInterval: 1500 },
};

/** The trials of a study. Asked again, the server sends only those that have changed. */
export const trialsQuery = (id: string, cache: QueryClient) => {
  const queryKey = ['study', id] as const;
  return {
    queryKey,
    queryFn: async ({ signal }: Asked) => {
      const before = cache.getQueryData<StudyRows>(queryKey);
      const since = before ? `?since=${before.version}` : '';
      return withTrials(before, await api<StudyTrials>(`${apiPath('studies', id)}${since}`, { signal }));
    },
    ...{ staleTime: Infinity, gcTime: 10_000, structuralSharing: false },
  };
};

/** What only one trial is asked for. @param version changes with the trial */
export const trialQuery = (id: string, number: number, version: string) => ({
  queryKey: ['study', id, 'trial', number, version] as const,
  queryFn: ({ signal }: Asked) =>
    api<TrialDetail>(apiPath('studies', id, 'trials', String(number)), { signal }),
  gcTime: 10_000,
});

const isAlive = ({ job }: Confirmation): boolean => job?.status === 'running' || job?.status === 'stopping';

/** How the confirmation of a study stands; asked for again while it runs. */
export const confirmationQuery = (id: string) => ({
  queryKey: ['confirmation', id] as const,
  queryFn: ({ signal }: Asked) => api<Confirmation>(apiPath('studies', id, 'confirmation'), { signal }),
  staleTime: 0,
  refetchInterval: ({
    state: { data },
  }: Query<Confirmation, Error, Confirmation, readonly ['confirmation', string]>) =>
    data && isAlive(data) ? 1500 : (false as const),
});

/** Sends a journal; the server keeps it in the folder of runs. */
export async function sendJournal(file: File): Promise<{ readonly id: string }> {
  const response = await fetch(`/api/journals?${new URLSearchParams({ name: file.name }).toString()}`, {
    ...{ method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } },
  });
  const answer = (await response.json()) as { readonly id: string; readonly error?: string };
  if (!response.ok)
    throw new ApiError(response.status, answer.error ?? `the server answered ${response.status}`);
  return answer;
}
