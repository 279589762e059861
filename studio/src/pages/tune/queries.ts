// What these pages ask of the server.
import type { QueryClient } from '@tanstack/react-query';
import type {
  Confirmation,
  StudyList,
  StudyTrials,
  TrialDetail,
} from '../../../../src/server/studio/contract/studies.ts';
import { api, ApiError, apiPath } from '../../core/api.ts';
import { confirmationsKey, studiesKey } from '../../core/queries.ts';
import { withTrials, type StudyRows } from './core/trial-rows.ts';

interface Asked {
  readonly signal: AbortSignal;
}

/** The list; the server tells when a journal grows, whoever writes it. */
export const studiesQuery = {
  queryKey: studiesKey,
  queryFn: ({ signal }: Asked) => api<StudyList>('studies', { signal }),
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

/** How the confirmation of a study stands. */
export const confirmationQuery = (id: string) => ({
  queryKey: [...confirmationsKey, id] as const,
  queryFn: ({ signal }: Asked) => api<Confirmation>(apiPath('studies', id, 'confirmation'), { signal }),
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
