// Models that can be tried or built on: those of the package, and the files in the folders of models. Runs have
// their own models among their files.
import { z } from 'zod';

/** A model, as the list shows it. What its file does not say is missing. */
const knownModel = z.object({
  /** Names it in addresses. */
  id: z.string(),
  /** For people. */
  name: z.string(),
  /** How commands name it: `atelier`, `models/net.onnx`. */
  argument: z.string(),
  /** Whether it comes with the package or lies in a folder of models. */
  origin: z.enum(['released', 'folder']),
  bytes: z.number(),
  /** When its file last changed, in milliseconds since 1970. */
  modified: z.number(),
  /** What a file of ours says of itself. */
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
export type KnownModel = z.output<typeof knownModel>;

/** `GET /api/models`; the package's usual model comes first. `GET /api/models/:id/file` has the bytes. */
export const modelList = z.array(knownModel);
