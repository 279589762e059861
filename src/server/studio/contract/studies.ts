// Studies: searches for hyper-parameters, each in a folder of the folder of runs, with Optuna's journal.
import { z } from 'zod';
import type { Distribution, ParameterValue } from '../../../tuning/distribution.ts';
import { prunerNames } from '../../../tuning/pruners/names.ts';
import { samplerNames } from '../../../tuning/samplers/names.ts';
import type { TrialState } from '../../../tuning/trial.ts';

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
  /** When the journal last changed, in milliseconds since 1970. */
  modified: z.number(),
  /** Changes with the journal: ask for the study again. */
  version: z.number(),
  /** Whether the studio has the file of its space, so that it can go on. */
  canResume: z.boolean(),
  /** The command line that goes on with the study, or shows it. */
  command: z.string(),
});
export type StudySummary = z.output<typeof studySummary>;

/** `GET /api/studies`: the one that changed last comes first. Journals that can't be read say why. */
export const studyList = z.object({
  studies: z.array(studySummary),
  broken: z.array(z.object({ folder: z.string(), reason: z.string() })),
});
export type StudyList = z.output<typeof studyList>;

/** A trial, in the order of `StudyDetail.parameters`. */
export interface TrialRow {
  readonly number: number;
  readonly state: TrialState;
  /** One for each objective. */
  readonly values?: readonly number[];
  /** The last epoch that was reported, and the first objective after it. */
  readonly last?: readonly [epoch: number, value: number];
  /** The value of each parameter; null if it is not set. */
  readonly params: readonly ParameterValue[];
  /** `base` or `known` if it was given. */
  readonly why?: string;
  /** Why it failed. */
  readonly reason?: string;
  /** The id of its run, if that is still there. */
  readonly run?: string;
}

/** `GET /api/studies/:id`. */
export interface StudyDetail extends StudySummary {
  readonly parameters: readonly { readonly name: string; readonly distribution: Distribution }[];
  readonly trials: readonly TrialRow[];
  /** Learning curves of the best trials, and of some of the others. */
  readonly curves: readonly {
    readonly number: number;
    readonly points: readonly (readonly [epoch: number, value: number])[];
  }[];
  /** The file of its space. */
  readonly space?: string;
}

const studyName = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,59}$/, 'expected letters, digits and . _ -, beginning with a letter or digit');
const trials = z.int().min(1).max(100_000);

/** `POST /api/studies`: writes the space's file and starts `atelier tune`. The answer, 201, is the `Job`. */
export const studyRequest = z.strictObject({
  name: studyName,
  /** A training configuration with distributions as values, YAML. */
  space: z.string().min(1).max(100_000),
  trials,
  sampler: z.enum(samplerNames).default('auto'),
  pruner: z.enum(prunerNames).default('none'),
});
export type StudyRequest = z.input<typeof studyRequest>;

/** `POST /api/studies/:id/resume`: goes on until there are so many trials in all. The answer is the `Job`. */
export const studyResume = z.strictObject({ trials });
export type StudyResume = z.output<typeof studyResume>;
