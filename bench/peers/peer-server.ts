// The peer's side of the line protocol in TypeScript: reads commands, runs steps against the clock, and
// replies. It knows no framework; the peers next to it supply the step.
import { createInterface } from 'node:readline';
import type { z } from 'zod';
import { commandSchema, workSchema, type Burst, type Reply, type Work } from '../protocol.ts';
import { peakMemoryMiB } from '../process-usage.ts';

/** What a peer supplies: one step of its work, and its description. */
export interface ServedPeer {
  versions: Record<string, string>;
  /** The number of trainable numbers, if the peer can count them. */
  parameters?: number;
  note?: string;
  step(): unknown;
  /** A cheaper step for warming up, if a whole one takes a minute. */
  warmStep?(): unknown;
}

/**
 * Serves one peer until standard input ends. A peer that can't be built is reported as missing.
 *
 * @param schema of the work; that of `train-step` and `inference` by default
 */
export async function serve<Given extends { readonly batchSize: number } = Work>(
  build: (work: Given) => ServedPeer | Promise<ServedPeer>,
  schema: z.ZodType = workSchema,
): Promise<void> {
  const work = schema.parse(JSON.parse(process.argv[2] ?? 'null')) as Given;
  let peer: ServedPeer;
  try {
    peer = await build(work);
  } catch (error) {
    send({ missing: error instanceof Error ? error.message : String(error) });
    return;
  }
  send({ ready: true, versions: peer.versions, parameters: peer.parameters });
  for await (const line of createInterface({ input: process.stdin })) send(await answer(peer, work, line));
}

async function answer(peer: ServedPeer, work: { readonly batchSize: number }, line: string): Promise<Reply> {
  const { cmd, seconds } = commandSchema.parse(JSON.parse(line));
  if (cmd === 'run') return measure(() => peer.step(), work.batchSize, seconds);
  await measure(() => (peer.warmStep ? peer.warmStep() : peer.step()), 1, seconds);
  return { warmed: peer.note ?? '' };
}

/** Runs steps until the time is over, at least one. */
async function measure(step: () => unknown, batchSize: number, seconds: number): Promise<Burst> {
  const start = performance.now();
  let elapsed = 0;
  let steps = 0;
  while (steps === 0 || elapsed < seconds) {
    await step();
    steps++;
    elapsed = (performance.now() - start) / 1000;
  }
  return { images: steps * batchSize, seconds: elapsed, peakMemoryMiB: peakMemoryMiB() };
}

function send(reply: Reply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
