// How a job stands: told by its process, by the exit code that it left, and by whether it was asked to stop.
import type { Job, JobStatus } from '../contract/jobs.ts';
import type { JobRecord } from './job-record.ts';

/** What is known of a job beside its record. */
export interface JobFacts {
  readonly isRunning: boolean;
  readonly exit: { readonly code: number; readonly time: number } | undefined;
  /** The end of its log. */
  readonly log: string;
}

/** The exit codes of a command that Ctrl-C or SIGTERM has stopped. */
const stoppedCodes: readonly number[] = [130, 143];

/** A job as the page sees it. */
export function jobOf(record: JobRecord, facts: JobFacts): Job {
  const { id, kind, command, args, run, data, started } = record;
  const status = statusOf(record, facts);
  const { exit } = facts;
  return {
    ...{ id, kind, status, command, args, started },
    ...(run !== undefined && { run }),
    ...(data !== undefined && { data }),
    ...(exit && { ended: exit.time, exitCode: exit.code }),
    ...(status === 'failed' && { reason: reasonOf(facts) }),
  };
}

function statusOf({ isStopping }: JobRecord, { isRunning, exit }: JobFacts): JobStatus {
  if (exit?.code === 0) return 'finished';
  if (exit) return stoppedCodes.includes(exit.code) ? 'stopped' : 'failed';
  if (isRunning) return isStopping ? 'stopping' : 'running';
  return isStopping ? 'stopped' : 'failed';
}

function reasonOf({ exit, log }: JobFacts): string {
  const said = log
    .trimEnd()
    .split('\n')
    .at(-1)
    ?.replace(/^atelier: /, '')
    .trim();
  if (!exit) return `its process was killed${said ? `; it last said: ${said}` : ''}`;
  return said || `it ended with exit code ${exit.code}`;
}
