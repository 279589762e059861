// The messages between the bench and a training process, in lines of JSON: the work on standard input; on
// standard output "ready" after loading the libraries, a line for each epoch, and "done". The Python half is
// ../peers/training_protocol.py.
import { z } from 'zod';
import type { paperRecipe } from './trainers.ts';

/** The work of this project. */
export const ourWorkSchema = z.object({
  /** The folder of the four IDX files. */
  folder: z.string(),
  split: z.enum(['test', 'validation']),
  /** The accuracy at which training may stop. */
  until: z.number(),
  /** A training configuration, including the seed and the threads. */
  config: z.unknown(),
});
export type OurWork = z.infer<typeof ourWorkSchema>;

/** The work of a peer. */
export interface PeerWork {
  readonly folder: string;
  /** The training pictures that are held out and decide; null if the test split decides. */
  readonly validation: readonly number[] | null;
  readonly until: number;
  readonly recipe: typeof paperRecipe;
  readonly seed: number;
  readonly threads: number;
}

const ready = z.object({ ready: z.literal(true), versions: z.record(z.string(), z.string()) });
const epoch = z.object({
  /** The number of epochs so far. */
  epoch: z.number().positive(),
  /** The seconds since loading the data started, without evaluations. */
  seconds: z.number().positive(),
  accuracy: z.number().min(0).max(1),
});
const done = z.object({
  done: z.literal(true),
  parameters: z.int().positive(),
  /** The number of training pictures per epoch. */
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
