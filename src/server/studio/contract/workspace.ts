// What is here: the folders that were named when the studio started, and what they contain.
import { z } from 'zod';

/** A data set that the studio knows. */
const knownData = z.object({
  /** Names it in addresses. */
  id: z.string(),
  /** What `--data` takes: `fashion-mnist`, `sketches` or a folder. */
  data: z.string(),
  /** For people. */
  name: z.string(),
  /** Whether its files are here; if not, training downloads it. */
  isHere: z.boolean(),
});
export type KnownData = z.output<typeof knownData>;

/** `GET /api/workspace`. */
export const workspace = z.object({
  /** The program's version. */
  version: z.string(),
  folders: z.object({
    runs: z.string(),
    data: z.array(z.string()),
  }),
  counts: z.object({
    runs: z.number(),
    /** Runs that train now. */
    running: z.number(),
    /** Released models in the package. */
    models: z.number(),
    studies: z.number(),
    catalogues: z.number(),
  }),
  data: z.array(knownData),
  machine: z.object({
    cores: z.number(),
    /** In bytes. */
    memory: z.number(),
  }),
});
export type Workspace = z.output<typeof workspace>;
