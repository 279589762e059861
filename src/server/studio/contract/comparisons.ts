// The comparison of two models on the same pictures.
import { z } from 'zod';

/** Of 95 %: its ends. */
const interval = z.tuple([z.number(), z.number()]);

const figures = z.looseObject({
  accuracy: z.number(),
  balancedAccuracy: z.number(),
  macroF1: z.number(),
  loss: z.number(),
  accuracyInterval: interval,
});

const difference = z.object({ value: z.number(), interval });

/** A picture that only one of the models classified correctly. */
const differingPicture = z.object({
  /** Its index in the split. */
  index: z.number(),
  /** Its class, and what the models say; indices into the class names. */
  label: z.number(),
  a: z.number(),
  b: z.number(),
  /** The probability that each model gives to what it says. */
  certainty: z.tuple([z.number(), z.number()]),
  /** The file of a photograph. */
  file: z.string().optional(),
});
export type DifferingPicture = z.output<typeof differingPicture>;

/** The pictures side by side in one file, row by row in the order of `pictures`. */
const differingSheet = z.object({
  columns: z.number(),
  /** The size of one picture in the file, in pixels. */
  width: z.number(),
  height: z.number(),
  pictures: z.array(differingPicture),
});
export type DifferingSheet = z.output<typeof differingSheet>;

/** What `atelier compare --json` prints for the studio, and its notices. Differences are B minus A. */
export const comparisonDocument = z.looseObject({
  data: z.string(),
  split: z.enum(['validation', 'test', 'train']),
  count: z.number(),
  a: figures,
  b: figures,
  difference: z.object({
    accuracy: difference,
    balancedAccuracy: difference,
    macroF1: difference,
    loss: difference,
  }),
  /** Of McNemar's exact test of the accuracies, two-sided. */
  mcnemarP: z.number(),
  outcomes: z.object({
    bothRight: z.number(),
    onlyA: z.number(),
    onlyB: z.number(),
    bothWrong: z.number(),
  }),
  /** The indices of the pictures in the split that only one classified correctly. */
  differing: z.object({ onlyA: z.array(z.number()), onlyB: z.array(z.number()) }),
  agreement: z.number(),
  classNames: z.array(z.string()),
  /** Those of the differing pictures about which the models differ most. */
  sheet: differingSheet,
  /** What makes the comparison unfair, each in a line: one of the models was trained on these pictures. */
  notices: z.array(z.string()),
});

/**
 * `GET /api/compare?a=ID&b=ID&split=validation`: computed once for the models as they are.
 * `GET /api/compare/:id/pictures` has the file of the sheet.
 */
export const comparison = comparisonDocument.extend({
  id: z.string(),
  /** The command line that prints the same figures. */
  command: z.string(),
});
export type Comparison = z.output<typeof comparison>;
