// What a training of `bench from-disk` is asked, and what it answers.
import { z } from 'zod';

export const workSchema = z.object({
  folder: z.string(),
  /** Where the pictures are in training. */
  where: z.enum(['memory', 'disk']),
  arch: z.string(),
  size: z.int().positive(),
  batchSize: z.int().positive(),
  seconds: z.number().positive(),
  threads: z.int().positive(),
  augment: z.string(),
});
export type FromDiskWork = z.infer<typeof workSchema>;

export const resultSchema = z.object({ imagesPerSecond: z.number(), peakMemoryMiB: z.number().nullable() });
export type FromDiskResult = z.infer<typeof resultSchema>;
