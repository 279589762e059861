// Maps of pictures: what the server computes of them, from which the page draws a map.
import { z } from 'zod';

/** The most pictures of a map, spread evenly over a split that has more. */
export const mostOnMap = 70_000;

/** What stands for the pictures themselves in place of a model. */
export const byPixels = 'pixels';

/** `GET /api/data/:id/map/:split?by=…`: by the pixels, or by what the model of an id makes of them. */
export const mapQuery = z.object({ by: z.string().min(1).max(200).default(byPixels) });

/** Asked for the first time, the server looks at all pictures; ask again until it is ready. */
export const mapState = z.discriminatedUnion('isReady', [
  z.object({
    isReady: z.literal(false),
    /** Pictures that are done. */
    done: z.number(),
    /** How many there are; 0 while they are being read. */
    total: z.number(),
  }),
  z.object({
    isReady: z.literal(true),
    count: z.number(),
    landmarks: z.number(),
    /** The number of nearest landmarks of each picture. */
    k: z.number(),
  }),
]);
export type MapState = z.output<typeof mapState>;

/**
 * `GET /api/data/:id/map/:split/points?by=…` has the bytes of `MapSource`, one array after the other:
 * components `[count, 2]` and distances `[count, k]` as 32-bit numbers, and indices `[count, k]` as integers.
 */
