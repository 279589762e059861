// Data sets as the page shows them: what is in them, their pictures, what an audit found, and what a person
// decided about labels.
import { z } from 'zod';

const split = z.enum(['train', 'validation', 'test']);
export type DataSplit = z.output<typeof split>;

const index = z.int().min(0);

/** A data set that is being read, which takes a while the first time if photographs are decoded. */
const loadingData = z.object({
  status: z.literal('loading'),
  name: z.string(),
  /** Photographs that are decoded, and all. */
  progress: z.object({ done: z.number(), total: z.number() }).optional(),
});

/** A data set. */
const readyData = z.object({
  status: z.literal('ready'),
  id: z.string(),
  name: z.string(),
  /** What `--data` takes. */
  data: z.string(),
  classNames: z.array(z.string()),
  /** Of each picture. */
  shape: z.object({ channels: z.number(), height: z.number(), width: z.number() }),
  splits: z.array(
    z.object({
      split,
      count: z.number(),
      /** The number of pictures of each class. */
      counts: z.array(z.number()),
    }),
  ),
  /** Whether the pictures are photographs, with files of their own. */
  hasFiles: z.boolean(),
});
export type DataDetail = z.output<typeof readyData>;

/** `GET /api/data/:id`. Ask again while it is `loading`. */
export const dataState = z.discriminatedUnion('status', [loadingData, readyData]);
export type DataState = z.output<typeof dataState>;

/** `GET /api/data/:id/pictures/:split`: the class of each picture, and its file if it is a photograph. */
export const dataPictures = z.object({ labels: z.array(index), files: z.array(z.string()).optional() });
export type DataPictures = z.output<typeof dataPictures>;

/** The most pictures of one `GET /api/data/:id/pixels/:split?at=0-127,300`: their bytes in a row. */
export const mostPixels = 512;

/** A picture of a data set. */
export const dataPlace = z.strictObject({ split, index });
export type DataPlace = z.output<typeof dataPlace>;

/** `GET /api/data/:id/audit`: null if there was no audit of these data. */
export const dataAudit = z
  .object({
    /** The worst first; `given` and `suggested` are classes. */
    labelErrors: z.array(dataPlace.extend({ given: index, suggested: index, score: z.number() })),
    nearDuplicates: z.array(z.object({ a: dataPlace, b: dataPlace, distance: z.number() })),
    outliers: z.array(dataPlace.extend({ score: z.number() })),
    estimatedLabelErrors: z.number(),
  })
  .nullable();
export type DataAudit = z.output<typeof dataAudit>;

/** A decision of a person about a picture; `null` takes it back. */
const decided = z.discriminatedUnion('decision', [
  z.strictObject({ decision: z.literal('keep') }),
  z.strictObject({ decision: z.literal('exclude') }),
  /** `label` is a class. */
  z.strictObject({ decision: z.literal('relabel'), label: index }),
]);
export type Decided = z.output<typeof decided>;

/** A picture with the decision about it. */
export const dataDecision = z.object({ place: dataPlace, decided });
export type DataDecision = z.output<typeof dataDecision>;

/** `GET /api/data/:id/decisions`, and the answer to every change of them. */
export const dataDecisions = z.object({
  /** The file for `train --labels`; it exists as soon as there is a decision. */
  file: z.string(),
  decisions: z.array(dataDecision),
  /** How many steps can be taken back. */
  steps: z.number(),
});
export type DataDecisions = z.output<typeof dataDecisions>;

/** `POST /api/data/:id/decisions`: one step; `POST /api/data/:id/decisions/undo` takes the last one back. */
export const decisionStep = z
  .array(z.strictObject({ place: dataPlace, decided: decided.nullable() }))
  .min(1)
  .max(100_000);
export type DecisionStep = z.output<typeof decisionStep>;
