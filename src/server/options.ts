// The options of a server, with their defaults. The command line and the library share them.
import { z } from 'zod';
import { threadSafeDeviceNames } from '../engine/device-names.ts';

const port = z.int().min(0).max(65_535);
const count = z.int().min(1);
const seconds = z.number().min(0);

/** The options of a server, as a schema. */
export const serverOptions = z.strictObject({
  /** The address to listen on. */
  host: z.string().min(1).default('127.0.0.1'),
  /** The port; 0 takes any that is free. */
  port: port.default(8080),
  /** Where the models run. On CUDA `instances` is 1 by default. */
  device: z.enum(threadSafeDeviceNames).default('cpu'),
  /** How many batches of a model are computed at once; by default one for each core, and at most four. */
  instances: count.optional(),
  /** The threads of ONNX Runtime for each of them; by default the cores divided by the instances. */
  threads: count.optional(),
  /** The most pictures in one run of a model. */
  maxBatch: count.default(16),
  /** How long a run waits for more pictures, in milliseconds. */
  batchDelay: seconds.default(0),
  /** How many pictures may wait for a model; requests beyond are refused. */
  maxQueue: count.default(1024),
  /** The largest body of a request, in bytes, packed or not. */
  maxBody: count.default(32 * 2 ** 20),
  /** The most pixels of a picture. */
  maxPixels: count.default(32_000_000),
  /** The most connections at once. */
  maxConnections: count.default(16_384),
  /** How long a request may take, in seconds, and how long its bytes may take to arrive. */
  requestTimeout: seconds.default(30),
  /** How long the headers of a request may take to arrive, in seconds. */
  headersTimeout: seconds.default(10),
  /** How long a connection may be idle, in seconds. */
  idleTimeout: seconds.default(60),
  /** How long the server goes on after SIGTERM so that others learn of it, in seconds. */
  grace: seconds.default(5),
  /** How often the files of the models are looked at, in seconds. */
  poll: z.number().min(0.01).default(1),
  /** The token that requests must bring. */
  token: z.string().min(1).optional(),
  /** The origins whose pages may ask, or `*`. */
  cors: z.array(z.string()).optional(),
  /** The most requests of one address in a minute. */
  rateLimit: count.optional(),
});

/** The options of a server; all have defaults. */
export interface ServerOptions extends z.input<typeof serverOptions> {}

/** The options of a server with their defaults. */
export type CheckedOptions = z.output<typeof serverOptions>;
