// The line protocol between the bench and its peers: one JSON object per line, commands on the peer's
// standard input, replies on its standard output. A peer gets its work as its only argument and sends "ready"
// once. Then it answers each command with one reply and blocks on reading in between, so it costs nothing
// while another peer runs. The other halves are peers/peer_protocol.py and peers/peer-server.ts.
import { z } from 'zod';

export const architectures = ['paper-cnn', 'lenet5', 'resnet20', 'wrn-16-4'] as const;
export type Architecture = (typeof architectures)[number];

/** One case of a run, with its own set of processes and its own rows. */
export interface Case {
  architecture: Architecture;
  batchSize: number;
}

/** The work of a peer, for its whole life. */
export const workSchema = z.object({
  command: z.enum(['train-step', 'inference']),
  architecture: z.enum(architectures),
  batchSize: z.int().positive(),
  threads: z.int().positive(),
  seed: z.int(),
  variant: z.string(),
});
export type Work = z.infer<typeof workSchema>;

/**
 * Either warm up (and choose the fastest variant) or run steps for a number of seconds, at least one step.
 */
export const commandSchema = z.object({ cmd: z.enum(['warm', 'run']), seconds: z.number().positive() });
export type PeerCommand = z.infer<typeof commandSchema>;

const ready = z.object({
  ready: z.literal(true),
  versions: z.record(z.string(), z.string()),
  parameters: z.int().nullish(),
});
const warmed = z.object({ warmed: z.string() });
const burst = z.object({
  images: z.int().positive(),
  seconds: z.number().positive(),
  peakMemoryMiB: z.number().nullable(),
});
const missing = z.object({ missing: z.string() });
const failed = z.object({ failed: z.string() });

const replySchema = z.union([ready, warmed, burst, missing, failed]);
export type Reply = z.infer<typeof replySchema>;
export type Ready = z.infer<typeof ready>;
export type Burst = z.infer<typeof burst>;

/** The reply in a line, or undefined for a line that a library printed there. */
export function parseReply(line: string): Reply | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return replySchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
