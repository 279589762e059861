// Before the first audit: what it does and a button. While it runs: what it says.
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../../../src/server/studio/contract/jobs.ts';
import { api, apiPath } from '../../core/api.ts';
import { jobQuery, jobsQuery } from '../../core/queries.ts';
import { toasts } from '../../core/toasts.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { useNow } from '../../ui/use-now.ts';
import { dataWords } from '../../words/data.ts';
import { duration } from '../../words/numbers.ts';
import { auditQuery } from './queries.ts';

export function AuditStart({ id }: { readonly id: string }) {
  const cache = useQueryClient();
  const { data: jobs } = useQuery(jobsQuery);
  const job = jobs?.find(({ kind, data }) => kind === 'audit' && data === id);
  const isRunning = job?.status === 'running' || job?.status === 'stopping';
  useEffect(() => {
    if (job?.status === 'finished') void cache.invalidateQueries({ queryKey: auditQuery(id).queryKey });
  }, [cache, id, job?.status]);
  const start = () =>
    void api<Job>('jobs', { method: 'POST', body: { kind: 'audit', data: id } })
      .then((started) =>
        cache.setQueryData<readonly Job[]>(jobsQuery.queryKey, (old) => [
          started,
          ...(old ?? []).filter((one) => one.id !== started.id),
        ]),
      )
      .catch((error: unknown) => toasts.fail(error));
  if (job && isRunning) return <Running job={job} />;
  const hint =
    job?.status === 'failed' ? `${dataWords.auditFailed}: ${job.reason ?? ''}` : dataWords.noAuditHint;
  return (
    <EmptyState icon="search" title={dataWords.noAudit} hint={hint}>
      <Button look="primary" onPress={start}>
        {dataWords.audit}
      </Button>
    </EmptyState>
  );
}

function Running({ job }: { readonly job: Job }) {
  const now = useNow(1000);
  const { data } = useQuery(jobQuery(job.id));
  const said = data?.log.trimEnd().split('\n').at(-1) ?? '';
  const stop = () =>
    void api(apiPath('jobs', job.id, 'stop'), { method: 'POST' }).catch((error: unknown) =>
      toasts.fail(error),
    );
  return (
    <EmptyState
      icon="search"
      title={dataWords.auditing}
      hint={[said, duration(Math.floor((now - job.started) / 1000))].filter(Boolean).join(' · ')}
    >
      <Button onPress={stop} isDisabled={job.status === 'stopping'}>
        {dataWords.stop}
      </Button>
    </EmptyState>
  );
}
