// Models that can be tried, and the comparison of two of them.
import { z } from 'zod';

/** A model, as the list shows it. */
const model = z.object({
  /** Names it in addresses. */
  id: z.string(),
  /** For people. */
  name: z.string(),
  /** How commands name it: `atelier`, `models/net.onnx`, `runs/first`. */
  argument: z.string(),
  /** Whether it comes with the package, lies in a folder of models, or is the `best.onnx` of a run. */
  kind: z.enum(['released', 'folder', 'run']),
  bytes: z.number(),
  /** When its file last changed, in milliseconds since 1970. */
  modified: z.number(),
  /** What a file of ours says of itself; left out for runs, whose page has it. */
  card: z
    .object({
      classNames: z.array(z.string()),
      input: z.object({ channels: z.number(), height: z.number(), width: z.number() }),
      architecture: z.string(),
      /** The name of its training data. */
      data: z.string(),
      /** On the validation split, from 0 to 1. */
      accuracy: z.number().optional(),
    })
    .optional(),
});
export type Model = z.output<typeof model>;

/**
 * `GET /api/models`: released ones, the usual first, then those of folders, then runs, the newest first.
 * `/api/models/:id/file` has the bytes.
 */
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
