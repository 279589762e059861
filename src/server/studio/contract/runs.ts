// Runs as the studio's page sees them: a line of the table, the whole run, and what a person may change.
import { z } from 'zod';
import { headNow, runValidation, trainingNow, trainingSession } from '../../../training/run-documents.ts';

export type {
  HeadNow,
  RunValidation,
  TrainingNow,
  TrainingSession,
} from '../../../training/run-documents.ts';

/** The states of a run. */
const runStatus = z.enum([
  'running',
  'stopping', // was asked to stop and still runs
  'stopped', // ended before its last epoch: it can be resumed
  'pruned', // its study ended it, because others looked better
  'finished',
  'failed', // its command ended with an error
  'broken', // its configuration can't be read
]);
export type RunStatus = z.output<typeof runStatus>;

/** A value of a configuration. */
const setting = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** One line in the table of runs. Figures are missing as long as nothing has measured them. */
export const runSummary = z.object({
  /** Names the run in addresses: letters, digits and `._~-`. */
  id: z.string(),
  /** The name of the folder, after the names of the folders around it: `first`, `sweep/trial-3`. */
  name: z.string(),
  /** The folder as the command line names it: `runs/first`. */
  folder: z.string(),
  status: runStatus,
  /** Why the run is `failed` or `broken`, or why it ended early, in one line. */
  reason: z.string().optional(),
  /** The data set's name or folder. */
  data: z.string().optional(),
  /** The architecture's name, or the model that is fine-tuned. */
  architecture: z.string().optional(),
  /** How many epochs the run is to have. */
  epochs: z.number().optional(),
  /** How many epochs are done: a fraction if it was stopped within one. */
  epochsDone: z.number(),
  /** The validation accuracy of the best epoch, from 0 to 1. */
  bestAccuracy: z.number().optional(),
  /** The validation loss of the same epoch. */
  bestLoss: z.number().optional(),
  /** The number of the best epoch. */
  bestEpoch: z.number().optional(),
  /** The seconds of training so far. */
  seconds: z.number(),
  /** How many numbers the network learns; known at the end of a run. */
  parameters: z.number().optional(),
  /** When its files last changed, in milliseconds since 1970. */
  modified: z.number(),
  /** The configuration with nested names joined by dots: `optimizer.type`. */
  config: z.record(z.string(), setting),
  /** The validation accuracies for a sparkline: at most 32 of them, evenly spaced. */
  spark: z.array(z.number()),
  tags: z.array(z.string()),
  note: z.string(),
  /** How far it is within its epoch, while it is trained. */
  now: trainingNow.optional(),
  /** How far the fit of its head is. */
  head: headNow.optional(),
  /** The job that trains it or trained it last, if the studio started it. */
  job: z.string().optional(),
});
export type RunSummary = z.output<typeof runSummary>;

/** The figures of an epoch. */
export const historyRow = z.object({
  epoch: z.number(),
  learningRate: z.number(),
  /** Of training, with augmentation. */
  loss: z.number(),
  accuracy: z.number(),
  validationLoss: z.number(),
  validationAccuracy: z.number(),
  /** Of this epoch's training. */
  seconds: z.number(),
  imagesPerSecond: z.number().optional(),
  /** On training pictures without augmentation, where the run measures it. */
  trainingAccuracy: z.number().optional(),
  /** The mean norm of the gradients, where training has steps. */
  gradientNorm: z.number().optional(),
});
export type HistoryRow = z.output<typeof historyRow>;

/** A file of a run that can be had at `/api/runs/:id/files/:name`. */
const runFile = z.object({ name: z.string(), bytes: z.number(), modified: z.number() });
export type RunFile = z.output<typeof runFile>;

/** All that is known about a run. */
export const runDetail = runSummary.extend({
  /** The configuration as it is in config.json; unreadable ones are null. */
  fullConfig: z.unknown(),
  history: z.array(historyRow),
  /** When it was trained, stretch by stretch; none for a run without progress.json. */
  sessions: z.array(trainingSession),
  /** What its newest model says of the validation pictures, if validation.json is there. */
  validation: runValidation.optional(),
  /** Which of its files are there and can't be read, each in a line. */
  troubles: z.array(z.string()),
  /** What metrics.json says, if it is there: the document of `train --json`. */
  metrics: z.unknown().optional(),
  files: z.array(runFile),
  /** The command line that trains such a run anew. */
  command: z.string(),
});
export type RunDetail = z.output<typeof runDetail>;

/** `GET /api/runs`. */
export const runList = z.array(runSummary);

/** `PATCH /api/runs/:id`: what is left out stays. The answer is the new `RunSummary`. */
export const runChange = z.strictObject({
  tags: z.array(z.string().trim().min(1).max(60)).max(50).optional(),
  note: z.string().max(20_000).optional(),
});
export type RunChange = z.output<typeof runChange>;

/** `POST /api/runs/:id/stop` asks what trains it to stop, as Ctrl-C does. The answer is the `RunSummary`. */

/** `DELETE /api/runs/:id` moves the run into the trash; `POST /api/runs/:id/restore` takes it back. */
export const runRemoved = z.object({ id: z.string() });
export type RunRemoved = z.output<typeof runRemoved>;
