// Studies: searches for hyper-parameters, each in a folder of the folder of runs, with Optuna's journal.
import { z } from 'zod';
import type { Distribution, ParameterValue } from '../../../tuning/distribution.ts';
import type { TrialState } from '../../../tuning/trial.ts';
import { commandOptions, type Job } from './jobs.ts';

/** What a study looks for. */
const objective = z.object({ name: z.string(), direction: z.enum(['minimize', 'maximize']) });

/** One line in the list of studies. */
const studySummary = z.object({
  /** Names it in addresses. */
  id: z.string(),
  name: z.string(),
  /** The folder as the command line names it: `runs/search`. */
  folder: z.string(),
  /** `running` if a job of the studio works on it; what others do shows in its trials. */
  status: z.enum(['running', 'stopping', 'stopped', 'finished', 'failed', 'unknown']),
  reason: z.string().optional(),
  /** The newest job that works or worked on it. */
  job: z.string().optional(),
  objectives: z.array(objective),
  counts: z.object({
    complete: z.number(),
    pruned: z.number(),
    fail: z.number(),
    running: z.number(),
    waiting: z.number(),
  }),
  /** How many trials the job is to have, if the studio started it. */
  planned: z.number().optional(),
  /** The best trial by the first objective. */
  best: z.object({ number: z.number(), value: z.number() }).optional(),
  /** Who works on a trial now, and on which, by the names in the journal; at most 64. */
  working: z.array(z.object({ worker: z.string(), trial: z.number() })),
  /** When the journal last changed, in milliseconds since 1970. */
  modified: z.number(),
  /** Changes with the journal: ask for the trials since the version that you have. */
  version: z.string(),
  /** Whether the studio has the file of its space, so that it can go on. */
  canResume: z.boolean(),
  /** The command line that goes on with the study, or shows it. */
  command: z.string(),
});
export type StudySummary = z.output<typeof studySummary>;

/** `GET /api/studies`: the one that changed last comes first. */
export const studyList = z.object({
  studies: z.array(studySummary),
  /** Journals that can't be read, and why. */
  broken: z.array(z.object({ folder: z.string(), reason: z.string() })),
  /** Large journals that are still being read, and the share that was read. */
  unread: z.array(z.object({ folder: z.string(), share: z.number() })),
});
export type StudyList = z.output<typeof studyList>;

/** What a study varies. */
export interface StudyParameter {
  readonly name: string;
  readonly distribution: Distribution;
}

/** The first objective after each epoch. */
type Curve = readonly (readonly [epoch: number, value: number])[];

/** `GET /api/studies/:id?since=VERSION`: the trials that are new or have changed since a version, or all. */
export interface StudyTrials {
  readonly version: string;
  /** Whether trials that have not changed are left out. */
  readonly isPart: boolean;
  readonly parameters: readonly StudyParameter[];
  readonly trials: TrialColumns;
  /** Learning curves of the best trials, and of some of the others. */
  readonly curves: readonly { readonly number: number; readonly points: Curve }[];
  /** The file of its space. */
  readonly space?: string;
}

/** Trials column by column, so that tens of thousands are quick to read. Null stands for what is missing. */
export interface TrialColumns {
  readonly number: readonly number[];
  readonly state: readonly TrialState[];
  /** A column for each parameter: its value, or the position of its choice. */
  readonly params: readonly (readonly (number | null)[])[];
  /** A column for each objective. */
  readonly values: readonly (readonly (number | null)[])[];
  /** The last epoch that was reported, and the first objective after it. */
  readonly epoch: readonly (number | null)[];
  readonly last: readonly (number | null)[];
  /** What only some trials have, with their positions in the columns. */
  readonly notes: readonly (TrialNote & { readonly at: number })[];
}

/** What is known of some trials. */
export interface TrialNote {
  /** `base` or `known` if it was given. */
  readonly why?: string;
  /** Why it failed. */
  readonly reason?: string;
}

/** A trial, in the order of the parameters. */
export interface TrialRow extends TrialNote {
  readonly number: number;
  readonly state: TrialState;
  /** One for each objective. */
  readonly values?: readonly number[];
  /** The last epoch that was reported, and the first objective after it. */
  readonly last?: readonly [epoch: number, value: number];
  /** The value of each parameter; undefined if it is not set. */
  readonly params: readonly (ParameterValue | undefined)[];
}

/** `GET /api/studies/:id/trials/:number`: what only one trial is asked for. */
export interface TrialDetail {
  readonly worker: string;
  /** The times as the journal has them. */
  readonly start?: string;
  readonly complete?: string;
  readonly curve: Curve;
  /** The id of its run, if that is still there. */
  readonly run?: string;
}

const studyName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,59}$/, 'expected letters, digits and . _ -, beginning with a letter or digit');
const trials = z.int().min(1).max(100_000);

/** `POST /api/studies/estimate`: what the first trial will take. The answer is an `Estimate`. */
export const studyEstimate = z.strictObject({
  /** A training configuration with distributions as values, YAML. */
  space: z.string().min(1).max(100_000),
  /** By their names in `GET /api/studies/options`. */
  options: commandOptions.default({}),
});
export type StudyEstimate = z.input<typeof studyEstimate>;

/** `POST /api/studies`: writes the space's file and starts `atelier tune`. The answer, 201, is the `Job`. */
export const studyRequest = studyEstimate.extend({ name: studyName });
export type StudyRequest = z.input<typeof studyRequest>;

/** `POST /api/studies/:id/resume`: goes on until there are so many trials in all. The answer is the `Job`. */
export const studyResume = z.strictObject({ trials });
export type StudyResume = z.output<typeof studyResume>;

/** `POST /api/studies/:id/confirm`: starts `atelier tune confirm`, or goes on with it. Answers the `Job`. */
export const confirmRequest = z.strictObject({
  /** How many of the best trials. */
  top: z.int().min(1).max(20),
  /** Runs of each; with a single one there is no interval. */
  seeds: z.int().min(2).max(100),
});
export type ConfirmRequest = z.output<typeof confirmRequest>;

/** The result that `atelier tune confirm` writes. */
export const confirmedResult = z.object({
  question: z.string(),
  data: z.string(),
  split: z.enum(['validation', 'test']),
  seeds: z.array(z.number()),
  count: z.number(),
  /** The base, and the trials by their names. */
  variants: z.array(
    z.object({
      variant: z.string(),
      parameters: z.number(),
      seconds: z.number(),
      trainingAccuracy: z.number(),
      accuracies: z.array(z.number()),
      accuracy: z.number(),
      standardDeviation: z.number(),
      interval: z.tuple([z.number(), z.number()]).optional(),
      /** With the base. */
      comparison: z
        .object({ difference: z.number(), low: z.number(), high: z.number(), p: z.number() })
        .optional(),
    }),
  ),
});
export type ConfirmedResult = z.output<typeof confirmedResult>;

/** `GET /api/studies/:id/confirmation`: the newest job that confirms a study, and the last result. */
export interface Confirmation {
  readonly job?: Job;
  /** The last line of its log. */
  readonly said?: string;
  readonly result?: ConfirmedResult;
}
