// A server of models: the repository, the decoder and the routes put together, how it starts and how it
// stops.
import { Server } from 'node:net';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import { counted } from '../number-words.ts';
import { requireDevice } from '../engine/runtime/require-device.ts';
import { parseConfig } from '../parse-config.ts';
import { availableCores } from '../node/available-cores.ts';
import { CatalogueMetrics } from './catalogue/metrics.ts';
import { ServedCatalogue } from './catalogue/served-catalogue.ts';
import { refuseOtherMethods } from './http/access.ts';
import { createApp } from './http/app.ts';
import { listen, urlOf } from './http/listen.ts';
import { ServerMetrics } from './metrics.ts';
import { ModelRepository } from './models/model-repository.ts';
import type { ModelSource } from './models/model-version.ts';
import { listVersions } from './models/repository-folder.ts';
import { serverOptions, type ServerOptions } from './options.ts';
import { addCatalogue } from './routes/catalogue.ts';
import { addCatalogueItems } from './routes/catalogue-items.ts';
import { addHealth } from './routes/health.ts';
import { addInfer } from './routes/infer.ts';
import { addInspect } from './routes/inspect.ts';
import { addModels } from './routes/models.ts';
import { addPages, collectDocs } from './routes/pages.ts';
import { addPredict } from './routes/predict.ts';
import { addRepository } from './routes/repository.ts';
import type { App, RouteContext } from './routes/context.ts';
import { PictureDecoder } from './threads/picture-decoder.ts';

/** The most instances by default: each has a copy of the model. */
const mostInstances = 4;

/** For how many milliseconds connections that still come are accepted before the server stops to listen. */
const longestAccept = 5000;

/** What a server serves. */
export interface ServedModels {
  /** Models by their files. */
  readonly models: readonly ModelSource[];
  /** A folder of models in versions, `NAME/1/model.onnx`, which is followed. */
  readonly folder?: string | undefined;
  /** A catalogue: its folder, or the address of its database. */
  readonly catalogue?: string | undefined;
}

/** A server that runs. */
export interface RunningServer {
  /** E.g. `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The app, for tests that ask it without a connection. */
  readonly app: App;
  readonly repository: ModelRepository;
  readonly catalogue: ServedCatalogue | undefined;
  /**
   * Stops: readiness fails at once; after the grace period no connections are taken any more, what is in
   * flight is finished, and the models are let go.
   */
  stop(): Promise<void>;
}

/**
 * Loads the models, opens the catalogue and starts to listen.
 *
 * @throws InputError if an option is wrong, a model that was named or the catalogue can't be opened, or the
 *   port is taken
 */
export async function startServer(
  { models, folder, catalogue: place }: ServedModels,
  given: ServerOptions,
  log: FastifyBaseLogger,
): Promise<RunningServer> {
  const options = parseConfig('serve', serverOptions, given);
  const cores = await availableCores();
  const metrics: ServerMetrics = new ServerMetrics(() => repository.states());
  const { maxBatch, batchDelay: delayMs, maxQueue, device } = options;
  await requireDevice({ device });
  const { instances = device === 'cpu' ? Math.min(cores, mostInstances) : 1 } = options;
  const { threads = Math.max(1, Math.floor(cores / instances)) } = options;
  const repository: ModelRepository = new ModelRepository(
    { maxBatch, delayMs, maxQueue, instances, threads, device, metrics },
    {
      loaded: ({ name, version, file }, notice) =>
        log.info({ model: name, version, file, ...(notice !== undefined && { notice }) }, 'loaded'),
      failed: ({ name, version }, reason, isServing) =>
        log.error(
          { model: name, version, reason },
          isServing ? 'not loaded; the old one serves on' : 'not loaded',
        ),
      unreadable: (reason) => log.error({ reason }, 'the folder is not followed; what was loaded serves on'),
    },
    folder,
  );
  if (folder !== undefined) await listVersions(folder); // throws if it can't be read
  const catalogue =
    place === undefined
      ? undefined
      : await ServedCatalogue.open(
          place,
          {
            ...{ threads, maxBatch, maxQueue },
            onLost: (reason) => log.error({ reason }, 'the database of the catalogue does not answer'),
            onFound: () => log.info('the database of the catalogue answers again'),
          },
          (isReady) => new CatalogueMetrics(metrics.registry, isReady),
        );
  const decoder = new PictureDecoder(cores, maxQueue);
  let isStopping = false;
  const context: RouteContext = {
    repository,
    catalogue,
    decoder,
    metrics,
    options,
    isStopping: () => isStopping,
  };
  const app = (await createApp({ options, metrics, log, isStopping: () => isStopping })) as unknown as App;
  const close = async () => {
    await app.close();
    await Promise.all([repository.close(), decoder.close(), catalogue?.close()]);
  };
  let requests = 0;
  app.addHook('onRequest', (_, __, done) => {
    requests++;
    done();
  });
  try {
    await addRoutes(app, context);
    for (const source of models) await repository.add(source);
    await repository.follow();
    await listen(app, options);
  } catch (error) {
    await close();
    throw error;
  }
  repository.startFollowing(1000 * options.poll);
  const stop = async () => {
    isStopping = true;
    await sleep(1000 * options.grace);
    await stopListening(app, 1000 * Math.min(1, options.grace), () => requests);
    await close();
  };
  return { url: urlOf(app), app, repository, catalogue, stop };
}

async function addRoutes(app: App, context: RouteContext): Promise<void> {
  const refuseOthers = refuseOtherMethods(app);
  await collectDocs(app, context.options.token !== undefined);
  addHealth(app, context);
  addModels(app, context);
  addInfer(app, context);
  addRepository(app, context);
  addPredict(app, context);
  addInspect(app, context);
  addCatalogue(app, context);
  addCatalogueItems(app, context);
  await addPages(app);
  refuseOthers();
}

/**
 * Takes no more connections. Those that are open may still send a request that is on its way: they are left
 * until none came for a moment; each is closed after its answer.
 *
 * @param requests counts the requests that came
 */
async function stopListening({ server }: App, lingerMs: number, requests: () => number): Promise<void> {
  await acceptWaiting(server);
  // Not `server.close`: HTTP's own also closes idle connections, whatever is on its way to them.
  const closed = new Promise<void>((resolve) => {
    Server.prototype.close.call(server, () => resolve());
  });
  for (let before = -1; before !== requests();) {
    before = requests();
    await Promise.race([closed, sleep(lingerMs, undefined, { ref: false })]);
    await setImmediate(); // a timer that is late comes before the requests that wait to be read
  }
}

/**
 * Accepts the connections that the system holds for the server; closing would reset them. Node accepts one in
 * each turn of its loop, so none is left if a turn passed without one.
 */
async function acceptWaiting(server: App['server']): Promise<void> {
  const end = performance.now() + longestAccept;
  let accepted = 0;
  server.on('connection', () => accepted++);
  for (let before = -1; before !== accepted && performance.now() < end;) {
    before = accepted;
    for (let turn = 0; turn < 3; turn++) await setImmediate();
  }
}

/** What a server has to say when it is ready. */
export function describeServer({
  url,
  repository: { names },
  catalogue,
}: Pick<RunningServer, 'url' | 'repository' | 'catalogue'>): string {
  const items = catalogue && `a catalogue of ${counted(catalogue.items, 'item')}`;
  if (items !== undefined && names.length === 0) return `${url}: serving ${items}`;
  return `${url}: serving ${items === undefined ? '' : `${items} and `}${counted(names.length, 'model')}: ${names.join(', ')}`;
}
