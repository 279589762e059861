// Whether a run has begun. The server is asked for it only then: before, it has no folder.
import { useQuery } from '@tanstack/react-query';
import { jobsQuery, runsQuery } from '../../core/queries.ts';
import { beginningOf, type Beginning } from './core/beginning.ts';

/** The job that has not made the run's folder yet, or `begun`; undefined as long as that is not known. */
export function useBeginning(id: string): Beginning | undefined {
  const jobs = useQuery(jobsQuery);
  const job = jobs.data?.find(({ run }) => run === id);
  const runs = useQuery({ ...runsQuery, enabled: job !== undefined });
  if (jobs.error ?? runs.error) return 'begun'; // the run itself says what is wrong
  return jobs.data && beginningOf(id, job, runs.data);
}
