// Words about runs that several pages use.
import type { RunStatus } from '../../../src/server/studio/contract/runs.ts';

export const runWords = {
  status: {
    running: 'training',
    stopping: 'stopping',
    stopped: 'stopped',
    pruned: 'pruned',
    finished: 'finished',
    failed: 'failed',
    broken: 'unreadable',
  } satisfies Record<RunStatus, string>,
  progress: (done: string, all: string | undefined) =>
    all === undefined ? `${done} epochs` : `${done} of ${all} epochs`,
  timeLeft: (time: string) => `about ${time} left`,
  preparing: 'Reading the data and preparing the network',
  within: (epoch: string, all: string, done: string, total: string) =>
    `epoch ${epoch} of ${all}, ${done} of ${total} pictures`,
  validating: (epoch: string, all: string) => `epoch ${epoch} of ${all}, validating`,
  finishing: 'all epochs are done; the model learns to tell what is unlike its training data',
  features: (done: string, total: string) => `features of ${done} of ${total} pictures are known`,
  featuresLeft: (time: string) => `about ${time} until all are`,
  fittingHead: 'the head is fitted on the features',
  pace: 'measuring the time that is left',
  answers: 'What it says of validation pictures',
  answersAfter: (epoch: string) => `After epoch ${epoch}`,
  saveAnswers: 'Save the answers',
  answer: (name: string, share: string) => `${name} ${share}`,
  picture: (index: string, label: string) => `Picture ${index}, ${label}`,
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
