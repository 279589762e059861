// Models that can be tried.
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
