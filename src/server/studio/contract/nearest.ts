// The training pictures that a model finds most like a picture.
import { z } from 'zod';

/** The body of `POST /api/models/:id/nearest`. */
export const nearestQuery = z.strictObject({
  /** What the model's last layer decides on, of length 1. */
  embedding: z.array(z.number()).min(1).max(100_000),
  count: z.int().min(1).max(60).default(12),
});
export type NearestQuery = z.input<typeof nearestQuery>;

/** Asked for the first time, a model looks at all its training pictures; ask again until it is ready. */
const preparing = z.object({
  isReady: z.literal(false),
  /** Pictures that are done. */
  done: z.number(),
  /** How many there are; 0 while they are being read. */
  total: z.number(),
});

const found = z.object({
  isReady: z.literal(true),
  /** The name of the training data. */
  data: z.string(),
  /** The id of the training data, if the page Data shows them with the same splits. */
  dataId: z.string().optional(),
  /** How many pictures were compared. */
  total: z.number(),
  /** The most similar first. */
  neighbours: z.array(
    z.object({
      /** In the training split of the data, from 0. */
      index: z.number(),
      /** Its file, if it is a photograph. */
      file: z.string().optional(),
      /** The class that the data say. */
      label: z.string(),
      /** The cosine of the two embeddings, -1 to 1. */
      similarity: z.number(),
      /** As the network sees it, `[channels, height, width]` of bytes, in base64. */
      pixels: z.string(),
    }),
  ),
});

/** The answer of `POST /api/models/:id/nearest`. */
export const nearestAnswer = z.discriminatedUnion('isReady', [preparing, found]);
export type NearestAnswer = z.output<typeof nearestAnswer>;
