// What `GET /api/events` sends. Each event has an id. A stream that broke is resumed after the last id that
// arrived, by the header Last-Event-ID or by `?since=ID`. Where that is too old, or of a server before this
// one, the first event is `reset`: ask for everything again.
import { z } from 'zod';
import { job } from './jobs.ts';
import { historyRow, runSummary } from './runs.ts';

/** An event of the studio's stream. */
export const studioEvent = z.discriminatedUnion('type', [
  /** The first event of a new stream; its id is where to resume. */
  z.object({ type: z.literal('ready') }),
  /** What was asked for before may be old: ask again. */
  z.object({ type: z.literal('reset') }),
  /** A run is new or has changed. */
  z.object({ type: z.literal('run'), run: runSummary }),
  /** A run's folder has gone, into the trash or otherwise. */
  z.object({ type: z.literal('run-removed'), id: z.string() }),
  /** A run has a new row in its history; the run's own event comes too. */
  z.object({ type: z.literal('epoch'), run: z.string(), row: historyRow }),
  /** A job is new or has changed its state. */
  z.object({ type: z.literal('job'), job }),
  /** A job that runs has written more into its log. */
  z.object({ type: z.literal('job-log'), job: z.string() }),
  /** Studies are new, have gone or have changed, or the result of a confirmation has: ask for them again. */
  z.object({ type: z.literal('studies') }),
  /** The server went on with, or has ended, what it prepares for a page: ask for it again. */
  z.object({
    type: z.literal('prepared'),
    what: z.enum(['data', 'map', 'nearest']),
    /** Of the data set or the model. */
    id: z.string(),
  }),
]);
export type Prepared = Extract<StudioEvent, { type: 'prepared' }>;
export type StudioEvent = z.output<typeof studioEvent>;
