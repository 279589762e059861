// Evaluations: a model measured on a split of a data set, picture by picture. A job writes the results as
// files of one folder, and the page reads them as they come.
import { z } from 'zod';
import type { EvaluationReport } from '../../../metrics/evaluation-report.ts';
import type { TemperatureScaling } from '../../../metrics/temperature-scaling.ts';
import type { Robustness } from '../../../robustness/robustness.ts';

const name = z.string().min(1).max(200);

/** What is measured. `GET /api/evaluations?…` finds it, `POST /api/evaluations` measures it. */
export const evaluationQuery = z.strictObject({
  /** The id of a model, as in `GET /api/models`. */
  model: name,
  split: z.enum(['test', 'validation', 'train']).default('test'),
  /** The id of a data set; that of the model's training if it is left out. */
  data: name.optional(),
});
export type EvaluationQuery = z.input<typeof evaluationQuery>;

/** How far a measurement is. */
export const evaluationProgress = z.object({
  step: z.enum(['data', 'predictions', 'pictures', 'figures', 'maps', 'robustness', 'done']),
  /** How much of the step is done; `total` is 0 if that is not known. */
  done: z.number(),
  total: z.number(),
  /** When the step began, in milliseconds since 1970. */
  begun: z.number(),
});
export type EvaluationProgress = z.output<typeof evaluationProgress>;

/** The files of an evaluation beside the sheets of pictures, `pictures-0.webp` and so on. */
export const evaluationFiles = [
  'evaluation.json',
  'predictions.bin',
  'mistakes.json',
  'robustness.json',
] as const;
export type EvaluationFile = (typeof evaluationFiles)[number];

/** The state of an evaluation. */
export const evaluation = z.object({
  id: z.string(),
  /** `none`: nobody has measured it yet. */
  status: z.enum(['none', 'running', 'stopped', 'failed', 'finished']),
  /** The job that measures it or measured it last. */
  job: z.string().optional(),
  /** Why it failed, in one line. */
  reason: z.string().optional(),
  progress: evaluationProgress.optional(),
  /** What can be had at `/api/evaluations/:id/files/:name`. */
  files: z.array(z.enum(evaluationFiles)),
  /** When the predictions were written, in milliseconds since 1970. */
  measured: z.number().optional(),
  /** The command line that prints the same figures. */
  command: z.string(),
});
export type Evaluation = z.output<typeof evaluation>;

/** Something known of each picture: a number, or one of some values. */
export interface Attribute {
  readonly name: string;
  /** The values, by the numbers that stand for them; missing if the numbers are meant. */
  readonly values?: readonly string[];
}

/** evaluation.json. */
export interface EvaluationDocument {
  readonly model: string;
  readonly data: string;
  readonly split: string;
  readonly count: number;
  readonly classNames: readonly string[];
  /** Whether the model was trained on data of that name. */
  readonly isTrainedOn: boolean;
  /** The files of photographs, by picture. */
  readonly files?: readonly string[];
  readonly report: EvaluationReport;
  /** A temperature fitted on the validation split, or why there is none. */
  readonly temperature: TemperatureScaling | { readonly missing: string };
  /** In the order of their columns in predictions.bin. */
  readonly attributes: readonly Attribute[];
  /** How the pictures lie in the sheets, row by row. */
  readonly sheets: {
    readonly perSheet: number;
    readonly columns: number;
    readonly width: number;
    readonly height: number;
  };
}

/** mistakes.json: the most confident wrong predictions, with maps of what the network looked at. */
export interface MistakesDocument {
  readonly mistakes: readonly {
    readonly index: number;
    readonly label: number;
    readonly likeliest: readonly { readonly label: number; readonly probability: number }[];
    /** The picture as a data address. */
    readonly picture: string;
    readonly maps: readonly { readonly title: string; readonly address: string }[];
  }[];
  /** What the maps show; empty if there are none. */
  readonly about: string;
}

/** robustness.json. */
export interface RobustnessDocument extends Robustness {
  /** How many pictures the split has; the measured ones are drawn from them. */
  readonly of: number;
}
