// Jobs: commands that the studio starts, as processes of their own. They outlive the page and the server.
import { z } from 'zod';

/** The states of a job. */
const jobStatus = z.enum(['running', 'stopping', 'stopped', 'finished', 'failed']);
export type JobStatus = z.output<typeof jobStatus>;

/** A job, running or ended. */
export const job = z.object({
  id: z.string(),
  /** What it does. */
  kind: z.enum(['train', 'resume', 'evaluate', 'tune', 'confirm', 'audit']),
  status: jobStatus,
  /** The command line for a shell: `atelier train --epochs 3`. */
  command: z.string(),
  /** The same as words after `atelier`. */
  args: z.array(z.string()),
  /** The id of the run it writes. The run itself appears a moment later. */
  run: z.string().optional(),
  /** The id of the data set that it audits. */
  data: z.string().optional(),
  /** When it was started and when it ended, in milliseconds since 1970. */
  started: z.number(),
  ended: z.number().optional(),
  /** The exit code; missing while it runs, and if it was killed. */
  exitCode: z.number().optional(),
  /** Why it failed: the last line of its log. */
  reason: z.string().optional(),
});
export type Job = z.output<typeof job>;

/** `GET /api/jobs/:id`: a job with the end of its log. */
export const jobDetail = job.extend({
  /** The last lines of standard error and standard output. */
  log: z.string(),
  /** Whether the log begins before these lines. */
  isLogCut: z.boolean(),
});
export type JobDetail = z.output<typeof jobDetail>;

/** A value of a form: numbers, switches and texts, or several texts. */
const optionValue = z.union([
  z.string().max(4096),
  z.number(),
  z.boolean(),
  z.array(z.string().max(4096)).max(100),
]);
export type OptionValue = z.output<typeof optionValue>;

/** The options of a command by their names in `GET /api/train/options`: `{ epochs: 3, batchSize: 64 }`. */
export const commandOptions = z.record(z.string().max(60), optionValue);
export type CommandOptions = z.output<typeof commandOptions>;

const runId = z.string().min(1).max(200);

/** `POST /api/jobs`: what to start. The answer, 201, is the `Job`. */
export const jobRequest = z.discriminatedUnion('kind', [
  /** Trains a new run. `name` is the run's; if it is left out, the first unused of train, train2, … */
  z.strictObject({ kind: z.literal('train'), options: commandOptions }),
  /** Goes on with a run that was stopped, or extends it to more epochs in all. */
  z.strictObject({
    kind: z.literal('resume'),
    run: runId,
    epochs: z.int().min(1).max(100_000).optional(),
  }),
  /** Looks for faults of a data set, by its id in the workspace. */
  z.strictObject({ kind: z.literal('audit'), data: runId }),
  /** Trains a new run with another run's configuration and some changes. */
  z.strictObject({ kind: z.literal('duplicate'), run: runId, options: commandOptions.default({}) }),
]);
/** What the page sends. */
export type JobRequest = z.input<typeof jobRequest>;

/** `GET /api/jobs`: newest first. */
export const jobList = z.array(job);

/** `POST /api/train/command`, which only answers the command line. */
export const trainRequest = z.strictObject({ options: commandOptions });

/** `POST /api/estimate`: what a training will take. @see studyEstimate for that of a trial */
export const estimateRequest = trainRequest.extend({
  /** The run whose configuration the options change. */
  run: runId.optional(),
});
export type EstimateRequest = z.input<typeof estimateRequest>;

/** The answer of `POST /api/train/command`. */
export const commandLine = z.object({
  command: z.string(),
  args: z.array(z.string()),
  /** The same as a configuration, as config.json of a run has it. */
  config: z.record(z.string(), z.unknown()),
});
export type CommandLine = z.output<typeof commandLine>;

/** What a run will take, measured by some seconds of training: the document of `train --dry-run --json`. */
export const estimate = z.looseObject({
  data: z.string(),
  architecture: z.string(),
  parameters: z.number(),
  epochs: z.number(),
  batchSize: z.number(),
  count: z.object({ training: z.number(), validation: z.number() }),
  imagesPerSecond: z.number(),
  secondsPerEpoch: z.object({ training: z.number(), validation: z.number() }),
  /** Of the whole run. */
  seconds: z.number(),
  /** Resident memory in bytes. */
  memory: z.object({ now: z.number(), peak: z.number() }),
});
export type Estimate = z.output<typeof estimate>;

/** One field of the form for a command. */
const formField = z.object({
  /** The key in `CommandOptions`: `batchSize`. */
  name: z.string(),
  /** As one types it: `--batch-size`. */
  flag: z.string(),
  /**
   * `choice` takes one of `choices`, `duration` a text such as `90s` or `1.5h`; `text` may have `suggestions`;
   * `list` takes several texts.
   */
  type: z.enum(['integer', 'number', 'boolean', 'choice', 'duration', 'text', 'list']),
  /** What stands for the value in the help: `count`. */
  placeholder: z.string().optional(),
  /** The help without its default: `pictures per step`. */
  help: z.string(),
  /** The default in words: `64`, `the optimiser’s`. */
  default: z.string().optional(),
  choices: z.array(z.string()).optional(),
  suggestions: z.array(z.string()).optional(),
  /** What some choices or suggestions are, in a few words. */
  about: z.record(z.string(), z.string()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  group: z.enum(['main', 'expert']),
  /** The names of fields that can't be used with this one. */
  conflicts: z.array(z.string()),
});
export type FormField = z.output<typeof formField>;

/** `GET /api/train/options` and `/api/studies/options`: in the order of the help. */
export const formFields = z.array(formField);
