// What the bench and a training process say to each other, in lines of JSON: the work on standard input, then
// on standard output "ready" once the libraries are loaded, a line for each epoch, and "done". The Python
// half is ../peers/training_protocol.py.
import { z } from 'zod';
import type { paperRecipe } from './trainers.ts';

/** This project's work. */
export const ourWorkSchema = z.object({
  /** Where the four IDX files lie. */
  folder: z.string(),
  split: z.enum(['test', 'validation']),
  /** The accuracy at which training may end. */
  until: z.number(),
  /** A configuration of training, which has the seed and the threads. */
  config: z.unknown(),
});
export type OurWork = z.infer<typeof ourWorkSchema>;

/** A peer's work. */
export interface PeerWork {
  readonly folder: string;
  /** The training pictures that are held back and decide, or null where the test split decides. */
  readonly validation: readonly number[] | null;
  readonly until: number;
  readonly recipe: typeof paperRecipe;
  readonly seed: number;
  readonly threads: number;
}

const ready = z.object({ ready: z.literal(true), versions: z.record(z.string(), z.string()) });
const epoch = z.object({
  /** How many have been trained. */
  epoch: z.number().positive(),
  /** Since loading the data began, without evaluations. */
  seconds: z.number().positive(),
  accuracy: z.number().min(0).max(1),
});
const done = z.object({
  done: z.literal(true),
  parameters: z.int().positive(),
  /** How many pictures an epoch trained on. */
  pictures: z.int().positive(),
});
const failed = z.object({ failed: z.string() });

const messageSchema = z.union([ready, epoch, done, failed]);
export type Message = z.infer<typeof messageSchema>;
export type EpochReport = z.infer<typeof epoch>;
export type Done = z.infer<typeof done>;

/** The message in a line, or undefined for a line that a library printed there. */
export function parseMessage(line: string): Message | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return messageSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
