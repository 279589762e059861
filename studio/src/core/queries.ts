// What the pages ask of the server, under the names by which the cache knows the answers.
import type { Comparison } from '../../../src/server/studio/contract/comparisons.ts';
import type { Job, JobDetail, FormField } from '../../../src/server/studio/contract/jobs.ts';
import type { Model } from '../../../src/server/studio/contract/models.ts';
import type { RunDetail, RunSummary } from '../../../src/server/studio/contract/runs.ts';
import type { Workspace } from '../../../src/server/studio/contract/workspace.ts';
import { api, apiPath } from './api.ts';

interface Asked {
  readonly signal: AbortSignal;
}

export const workspaceQuery = {
  queryKey: ['workspace'] as const,
  queryFn: ({ signal }: Asked) => api<Workspace>('workspace', { signal }),
};

export const runsQuery = {
  queryKey: ['runs'] as const,
  queryFn: ({ signal }: Asked) => api<readonly RunSummary[]>('runs', { signal }),
};

export const runQuery = (id: string) => ({
  queryKey: ['run', id] as const,
  queryFn: ({ signal }: Asked) => api<RunDetail>(apiPath('runs', id), { signal }),
});

export const modelsQuery = {
  queryKey: ['models'] as const,
  queryFn: ({ signal }: Asked) => api<readonly Model[]>('models', { signal }),
};

/** The list of studies, and how the confirmations of studies stand. */
export const studiesKey = ['studies'] as const;
export const confirmationsKey = ['confirmation'] as const;

export const jobsQuery = {
  queryKey: ['jobs'] as const,
  queryFn: ({ signal }: Asked) => api<readonly Job[]>('jobs', { signal }),
};

/** Jobs with their logs. */
export const jobKey = ['job'] as const;

export const jobQuery = (id: string) => ({
  queryKey: [...jobKey, id] as const,
  queryFn: ({ signal }: Asked) => api<JobDetail>(apiPath('jobs', id), { signal }),
});

export const trainOptionsQuery = {
  queryKey: ['train-options'] as const,
  queryFn: ({ signal }: Asked) => api<readonly FormField[]>('train/options', { signal }),
};

export const tuneOptionsQuery = {
  queryKey: ['tune-options'] as const,
  queryFn: ({ signal }: Asked) => api<readonly FormField[]>('studies/options', { signal }),
};

interface Compared {
  readonly a: string;
  readonly b: string;
  readonly split: Comparison['split'];
  /** Changes with the models. */
  readonly version: string;
}

export const comparisonQuery = ({ version, ...compared }: Compared) => ({
  queryKey: ['comparison', compared, version] as const,
  queryFn: ({ signal }: Asked) =>
    api<Comparison>(`compare?${new URLSearchParams(compared).toString()}`, { signal }),
});
