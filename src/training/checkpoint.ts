// A run in the middle of training as one array of bytes, enough to continue as if it had never stopped. The
// format is our own, not for exchange: a line with its name and version, a digest, a header in JSON, and the
// numbers as they are in memory.
import { z } from 'zod';
import { InputError } from '../errors.ts';
import type { State } from './train-step.ts';

const epochSchema = z.object({
  epoch: z.number(),
  learningRate: z.number(),
  loss: z.number(),
  accuracy: z.number(),
  validationLoss: z.number(),
  validationAccuracy: z.number(),
  trainingAccuracy: z.number().optional(),
  gradientNorm: z.number().optional(),
  seconds: z.number(),
});

const progressSchema = z.object({
  /** Epochs that are complete, and batches done of the next one. */
  epochs: z.int().min(0),
  batches: z.int().min(0),
  /** Of the current epoch: pictures, summed loss, correct predictions, summed norms and seconds. */
  totals: z.object({
    ...{ done: z.number(), loss: z.number(), correct: z.number(), seconds: z.number() },
    gradientNorm: z.number().default(0),
  }),
  history: z.array(epochSchema),
  best: epochSchema.optional(),
  learningRateFactor: z.number(),
  /** Why training ended before its last epoch, if it did. */
  stopReason: z.string().optional(),
  /** The state of each callback, in order. */
  callbacks: z.array(z.object({ type: z.string(), state: z.record(z.string(), z.unknown()).optional() })),
});

export type TrainingProgressState = z.output<typeof progressSchema>;

export interface Checkpoint {
  /** What was trained on what. A run resumes only if all of it is the same. */
  readonly identity: Readonly<Record<string, string>>;
  readonly progress: TrainingProgressState;
  readonly state: State;
  /** The bytes of the best model so far. */
  readonly best?: Uint8Array | undefined;
}

const headerSchema = z.object({
  identity: z.record(z.string(), z.string()),
  progress: progressSchema,
  arrays: z.array(z.tuple([z.string(), z.int().min(0)])),
  bestLength: z.int().min(0),
});

const title = new TextEncoder().encode('atelier checkpoint 2\n');
const olderTitle = new TextEncoder().encode('atelier checkpoint 1\n');
const digestLength = 32;
const lengthBytes = 4;

/** Encodes a checkpoint. Equal checkpoints give equal bytes. */
export async function encodeCheckpoint({ identity, progress, state, best }: Checkpoint): Promise<Uint8Array> {
  const arrays = Object.entries(state);
  const header = JSON.stringify({
    identity,
    progress,
    arrays: arrays.map(([name, data]) => [name, data.length]),
    bestLength: best?.length ?? 0,
  });
  const headerBytes = new TextEncoder().encode(header);
  const body = concatenate([
    new Uint8Array(Uint32Array.of(headerBytes.length).buffer),
    headerBytes,
    ...arrays.map(([, data]) => new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
    best ?? new Uint8Array(0),
  ]);
  return concatenate([title, await digestOf(body), body]);
}

/**
 * Decodes a checkpoint.
 *
 * @param source names the bytes in errors
 * @throws InputError if the bytes are not a checkpoint, or are damaged
 */
export async function decodeCheckpoint(bytes: Uint8Array, source: string): Promise<Checkpoint> {
  if (olderTitle.every((byte, i) => bytes[i] === byte))
    throw new InputError(`${source}: this version can't resume a checkpoint of an older version`);
  if (title.some((byte, i) => bytes[i] !== byte)) throw new InputError(`${source}: not a checkpoint`);
  const digest = bytes.subarray(title.length, title.length + digestLength);
  const body = new Uint8Array(bytes.subarray(title.length + digestLength)); // a copy, which starts its own buffer
  const expected = await digestOf(body);
  if (digest.length < digestLength || expected.some((byte, i) => digest[i] !== byte))
    throw new InputError(`${source}: the checkpoint is damaged`);
  return decodeBody(body);
}

/** @param body bytes whose digest has been checked */
function decodeBody(body: Uint8Array): Checkpoint {
  const headerEnd = lengthBytes + new DataView(body.buffer).getUint32(0, true);
  const text = new TextDecoder().decode(body.subarray(lengthBytes, headerEnd));
  const { identity, progress, arrays, bestLength } = headerSchema.parse(JSON.parse(text));
  let end = headerEnd;
  const take = (length: number): Uint8Array => body.slice(end, (end += length));
  const state = Object.fromEntries(
    arrays.map(([name, length]) => [name, new Float32Array(take(4 * length).buffer)]),
  );
  return { identity, progress, state, ...(bestLength > 0 && { best: take(bestLength) }) };
}

async function digestOf(bytes: Uint8Array): Promise<Uint8Array> {
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-assertion -- browser types need it
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.length;
  }
  return whole;
}
