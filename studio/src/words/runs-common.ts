// Words about runs that several pages use.
import type { RunStatus } from '../../../src/server/studio/contract/runs.ts';

export const runWords = {
  status: {
    running: 'training',
    stopping: 'stopping',
    stopped: 'stopped',
    finished: 'finished',
    failed: 'failed',
    broken: 'unreadable',
  } satisfies Record<RunStatus, string>,
  progress: (done: string, all: string | undefined) =>
    all === undefined ? `${done} epochs` : `${done} of ${all} epochs`,
  timeLeft: (time: string) => `about ${time} left`,
  firstEpoch: 'The first epoch is being trained.',
  starting: 'Starting…',
  noCurves: 'The curves begin after the first epoch.',
  deleted: (name: string) => `Deleted ${name}`,
  deletedName: (name: string) => `${name} deleted`,
  restored: (name: string) => `${name} is back`,
  notSaved: (reason: string) => `Not saved: ${reason}`,
  spark: (values: string) => `Validation accuracy: ${values}`,
  stop: 'Stop',
  stopped: (name: string) => `${name} stops after this step.`,
  resumed: (name: string) => `${name} goes on.`,
};
