// What a run tells those who watch it train, as JSON in its folder: how far it is, and what its model says of
// the validation pictures. Nothing here decides anything; a run goes on without these files.
import { z } from 'zod';

/** A stretch of training without a break, from a start or a resume to an end or a crash. */
export const trainingSession = z.object({
  /** When it began, and when it was last seen: dates as ISO 8601. */
  started: z.iso.datetime(),
  ended: z.iso.datetime(),
  /** The epochs that were done then, with a fraction. */
  from: z.number().min(0),
  to: z.number().min(0),
  /** How many epochs the run was to have. */
  epochs: z.number().min(0),
});
export type TrainingSession = z.output<typeof trainingSession>;

/** How far a run is at this moment. */
export const trainingNow = z.object({
  /** `finishing`: after the last epoch, while the model learns to tell what is unlike its training data. */
  phase: z.enum(['training', 'validating', 'finishing']),
  /** The epoch, counted from 1, and how many of its pictures have been trained on. */
  epoch: z.number(),
  done: z.number(),
  total: z.number(),
  /** The means over the epoch so far, and the learning rate of the last step. */
  loss: z.number(),
  accuracy: z.number(),
  gradientNorm: z.number(),
  learningRate: z.number(),
  /** The time until the last epoch is validated; missing until the pace is known. */
  secondsLeft: z.number().min(0).optional(),
  /** When all of this was so, in milliseconds since 1970. */
  time: z.number(),
  /** Whether it was asked to stop. */
  isStopping: z.boolean(),
  /** The process that trains it: after a crash these figures stay until another process begins. */
  pid: z.int(),
});
export type TrainingNow = z.output<typeof trainingNow>;

/** How far the fit of a head is, before or instead of epochs. */
export const headNow = z.object({
  /** `features`: the backbone looks at the pictures; `fitting`: the head is fitted on what it saw. */
  phase: z.enum(['features', 'fitting']),
  /** The pictures whose features are known, and all; each view counts. */
  done: z.number(),
  total: z.number(),
  /** The time until all features are known; missing until the pace is known. */
  secondsLeft: z.number().min(0).optional(),
  /** As in `trainingNow`. */
  ...trainingNow.pick({ time: true, isStopping: true, pid: true }).shape,
});
export type HeadNow = z.output<typeof headNow>;

/** `progress.json`. */
export const runProgress = z.object({
  /** In order; the last one is the present one while `now` is there. */
  sessions: z.array(trainingSession).max(10_000),
  now: trainingNow.optional(),
  head: headNow.optional(),
});
export type RunProgress = z.output<typeof runProgress>;

/** A validation picture, and what the newest model says of it. */
const answeredPicture = z.object({
  /** Its index in the validation split. */
  index: z.int().min(0),
  /** Its class and the likeliest class, as indices into the class names. */
  label: z.int().min(0),
  answer: z.int().min(0),
  /** The probability of the likeliest class. */
  probability: z.number(),
  /** The file of a photograph. */
  file: z.string().optional(),
});
export type AnsweredPicture = z.output<typeof answeredPicture>;

/** `validation.json`: what the model of the newest epoch says of the validation pictures. */
export const runValidation = z
  .object({
    epoch: z.number(),
    classNames: z.array(z.string()).min(1),
    /** The number of validation pictures. */
    count: z.int().min(0),
    /** `confusion[label][answer]`; missing with more classes than one can look at. */
    confusion: z.array(z.array(z.int().min(0))).optional(),
    /** Some of the pictures, the same in every epoch. */
    samples: z.array(answeredPicture).max(200),
    /** Where they are in `samples.webp`: row by row, in their order. Sizes are in pixels. */
    sheet: z.object({ columns: z.int().min(1), width: z.int().min(1), height: z.int().min(1) }),
  })
  .refine(
    ({ classNames: { length }, confusion }) =>
      !confusion || [confusion, ...confusion].every((list) => list.length === length),
    'expected a row and a column of the confusion matrix for each class',
  );
export type RunValidation = z.output<typeof runValidation>;
