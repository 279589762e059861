// What the studio's routes work with: the folders, the runs in them, the jobs and the stream of events.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Job } from './contract/jobs.ts';
import { ServerMetrics } from '../metrics.ts';
import { PictureDecoder } from '../threads/picture-decoder.ts';
import { atMostEvery } from './at-most-every.ts';
import { Catalogues } from './catalogues.ts';
import { Events } from './events.ts';
import { Inspectors } from './inspect/inspectors.ts';
import { Lines } from './inspect/lines.ts';
import type { CommandForm, SearchForm } from './jobs/command-form.ts';
import { Jobs } from './jobs/jobs.ts';
import { PictureMaps } from './maps/picture-maps.ts';
import { KnownModels } from './models/known-models.ts';
import { TrainingNeighbours } from './nearest/training-neighbours.ts';
import { Trash } from './runs/change-runs.ts';
import { readIndexCache, writeIndexCache } from './runs/index-cache.ts';
import { RunIndex } from './runs/run-index.ts';
import { RunWatch } from './runs/watch-runs.ts';
import { PrunedRuns } from './studies/pruned-runs.ts';
import { Studies } from './studies/studies.ts';
import { Workspace, type NamedFolders } from './workspace.ts';

/** Pages ask for all studies after each news of them: not more often than this, in milliseconds. */
const studiesMs = 300;

/** What the command line gives to the studio. */
export interface StudioParts {
  readonly folders: NamedFolders;
  /** The words that run `atelier` under Node. */
  readonly program: readonly string[];
  /** The form of `atelier train`. */
  readonly train: CommandForm;
  /** The form of `atelier tune`. */
  readonly tune: SearchForm;
  /** The folder of the built pages. */
  readonly pages: string;
}

/** The state of a studio, until it is closed. */
export interface Studio extends StudioParts {
  readonly workspace: Workspace;
  readonly runs: RunIndex;
  readonly jobs: Jobs;
  readonly studies: Studies;
  readonly models: KnownModels;
  readonly neighbours: TrainingNeighbours;
  readonly maps: PictureMaps;
  readonly trash: Trash;
  readonly events: Events;
  readonly catalogues: Catalogues;
  readonly inspectors: Inspectors;
  /** The pieces that inspectors judge. */
  readonly lines: Lines;
  /** Reads pictures that the page sends. */
  readonly decoder: PictureDecoder;
  readonly metrics: ServerMetrics;
  close(): Promise<void>;
}

/**
 * Reads what is in the folders and begins to follow them.
 *
 * @param onError is told of defects and of what can't be read; the studio goes on
 * @throws InputError if a folder can't be used
 */
export async function openStudio(parts: StudioParts, onError: (error: unknown) => void): Promise<Studio> {
  const workspace = await Workspace.open(parts.folders);
  const { state, named } = workspace;
  const bin = join(state, 'removed');
  const lines = new Lines(named.pieces ?? [], join(state, 'pieces'), join(bin, 'pieces'));
  const own = join(state, 'inspectors');
  const inspectors = new Inspectors(named.inspectors ?? [], own, join(bin, 'inspectors'), lines);
  await Promise.all([lines.open(), inspectors.open()]);
  const events = new Events();
  const pruned = new PrunedRuns();
  const runs = new RunIndex(named.runs, {
    jobOf: (id) => jobs.ofRun(id),
    isPruned: (path) => pruned.has(path),
    publish: (event) => events.publish(event),
  });
  const onChange = (job: Job) => {
    events.publish({ type: 'job', job });
    const run = job.run === undefined ? undefined : runs.find(job.run);
    if (run) runs.refresh(run.path).catch(onError);
  };
  const onLog = (job: string) => events.publish({ type: 'job-log', job });
  const jobs: Jobs = await Jobs.open(join(state, 'jobs'), parts.program, { onChange, onLog, onError });
  const cache = join(state, 'index.json');
  const models = new KnownModels(named.models ?? [], runs);
  const neighbours = new TrainingNeighbours(models, workspace, events);
  const maps = new PictureMaps(models, events);
  const onStudies = atMostEvery(studiesMs, () => {
    events.publish({ type: 'studies' });
    pruned.look(studies, runs).catch((error: unknown) => !isClosed && onError(error));
  });
  const studies = new Studies({ jobs, runs, tell: onStudies });
  let isClosed = false;
  const watch = new RunWatch(runs, { onStudies, onError });
  await startWatch(watch, runs, cache);
  await mkdir(join(state, 'trash'), { recursive: true });
  const catalogues = new Catalogues(named.catalogues ?? [], onError);
  const decoder = new PictureDecoder(1, 256);
  const close = async () => {
    isClosed = true;
    events.close();
    jobs.close();
    watch.close();
    onStudies.close();
    await Promise.all([
      studies.close(),
      neighbours.close(),
      maps.close(),
      catalogues.close(),
      inspectors.close(),
      decoder.close(),
    ]);
    await writeIndexCache(cache, runs);
  };
  return {
    ...parts,
    workspace,
    runs,
    jobs,
    studies,
    models,
    ...{ neighbours, maps },
    trash: new Trash(join(state, 'trash'), named.runs),
    ...{ events, catalogues, inspectors, lines, decoder, metrics: new ServerMetrics(() => []) },
    close,
  };
}

/** Takes what is known from the cache, and reads the rest. */
async function startWatch(watch: RunWatch, runs: RunIndex, cache: string): Promise<void> {
  const known = await readIndexCache(cache);
  await watch.start((path, modified) => {
    const summary = known.get(path);
    if (summary?.modified !== modified) return false;
    runs.put(path, summary);
    return true;
  });
  await writeIndexCache(cache, runs);
}
