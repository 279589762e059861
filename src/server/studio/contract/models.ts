// Models that can be tried, and the comparison of two of them.
import { z } from 'zod';

const model = z.object({
  /** Names it in addresses: the name of a released model, or the id of a run. */
  id: z.string(),
  name: z.string(),
  /** A run's model is its `best.onnx`. */
  kind: z.enum(['released', 'run']),
  bytes: z.number(),
  modified: z.number(),
});
export type Model = z.output<typeof model>;

/** `GET /api/models`: released ones, then runs, the newest first. `/api/models/:id/file` has the bytes. */
export const modelList = z.array(model);

/** Of 95 %: its ends. */
const interval = z.tuple([z.number(), z.number()]);

const figures = z.looseObject({
  accuracy: z.number(),
  balancedAccuracy: z.number(),
  macroF1: z.number(),
  loss: z.number(),
  accuracyInterval: interval,
});
const difference = z.object({
  value: z.number(),
  interval: interval,
});

/**
 * `GET /api/compare?a=ID&b=ID&split=validation`: the document of `atelier compare --json`. Differences are B
 * minus A.
 */
export const comparison = z.looseObject({
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
});
export type Comparison = z.output<typeof comparison>;
