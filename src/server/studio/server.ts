// The studio's server: its state and its routes put together, how it starts and how it ends.
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyBaseLogger } from 'fastify';
import { InputError } from '../../errors.ts';
import { parseConfig } from '../../parse-config.ts';
import { refuseOtherMethods } from '../http/access.ts';
import { createApp } from '../http/app.ts';
import { listen, urlOf } from '../http/listen.ts';
import { serverOptions } from '../options.ts';
import type { App } from '../routes/context.ts';
import { guard } from './access.ts';
import { studioHeaders } from './headers.ts';
import { addCompare } from './routes/compare.ts';
import { addEvaluations } from './routes/evaluations.ts';
import { addData } from './routes/data.ts';
import { addCatalogues } from './routes/catalogue.ts';
import { addEvents } from './routes/events.ts';
import { addInspectors } from './routes/inspect.ts';
import { addJobs } from './routes/jobs.ts';
import { addModels } from './routes/models.ts';
import { addPages } from './routes/pages.ts';
import { addRuns } from './routes/runs.ts';
import { addStudies } from './routes/studies.ts';
import { addTrain } from './routes/train.ts';
import { addWorkspace } from './routes/workspace.ts';
import { openStudio, type Studio, type StudioParts } from './studio.ts';

/** The port if it is free. It is the same each time, so that pages which are open find it again. */
const usualPort = 4690;
/** Estimates train for some seconds; others wait for their turn. */
const requestTimeout = 300;
/** How long requests may go on when the server ends, in milliseconds. */
const graceMs = 200;

/** A studio that runs. */
export interface RunningStudio {
  /** The address to open, with its token. */
  readonly url: string;
  /** The app, for tests that ask it without a connection. */
  readonly app: App;
  /** Ends the server. Jobs go on. */
  stop(): Promise<void>;
}

/**
 * Starts the studio on this machine's loopback address.
 *
 * @param port if it is left out, the usual one, or any that is free
 * @throws InputError if the port that was named is taken, or a folder can't be used
 */
export async function startStudio(
  parts: StudioParts,
  port: number | undefined,
  log: FastifyBaseLogger,
): Promise<RunningStudio> {
  const studio = await openStudio(parts, (error) => log.error({ err: error }, 'the studio goes on'));
  try {
    const { app, token } = await createStudioApp(studio, log);
    await listenOn(app, port);
    const stop = async () => {
      const late = setTimeout(() => app.server.closeAllConnections(), graceMs);
      await Promise.all([app.close(), studio.close()]);
      clearTimeout(late);
    };
    return { url: `${urlOf(app)}/?token=${token}`, app, stop };
  } catch (error) {
    await studio.close();
    throw error;
  }
}

async function createStudioApp(
  studio: Studio,
  log: FastifyBaseLogger,
): Promise<{ readonly app: App; readonly token: string }> {
  const options = parseConfig('studio', serverOptions, { requestTimeout });
  const { metrics } = studio;
  const headers = studioHeaders;
  const app = (await createApp({
    options,
    metrics,
    log,
    headers,
    isStopping: () => false,
  })) as unknown as App;
  const token = randomBytes(24).toString('base64url');
  const key = await studio.workspace.key();
  guard(app, { token, key, port: () => (app.server.address() as AddressInfo | null)?.port ?? 0 });
  app.addHook('onSend', (request, reply, _, done) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control'))
      void reply.header('cache-control', 'no-store');
    done();
  });
  const refuseOthers = refuseOtherMethods(app);
  addWorkspace(app, studio);
  addRuns(app, studio);
  addJobs(app, studio);
  addTrain(app, studio);
  addEvaluations(app, studio);
  addCatalogues(app, studio);
  addInspectors(app, studio);
  addModels(app, studio);
  addCompare(app, studio);
  addStudies(app, studio);
  addData(app, studio);
  addEvents(app, studio, headers);
  addPages(app, studio);
  refuseOthers();
  return { app, token };
}

async function listenOn(app: App, port: number | undefined): Promise<void> {
  const host = '127.0.0.1';
  if (port !== undefined) return listen(app, { host, port });
  try {
    await listen(app, { host, port: usualPort });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    await listen(app, { host, port: 0 });
  }
}
