// Data sets: what is in them, their pictures, what an audit found, and decisions about labels.
import { join } from 'node:path';
import { z } from 'zod';
import { countByClass } from '../../../data/by-class.ts';
import { pictureSizeOf, type Dataset } from '../../../data/dataset.ts';
import { firstPictures, selectPictures, type Pictures } from '../../../data/pictures.ts';
import { splitOrder } from '../../../data/split-words.ts';
import { notFound } from '../../errors.ts';
import { parseJson } from '../../protocol/parse-json.ts';
import type { App } from '../../routes/context.ts';
import { mapQuery } from '../contract/maps.ts';
import { decisionStep, type DataDetail, type DataPictures, type DataState } from '../contract/data.ts';
import { DecisionFiles } from '../data/decision-files.ts';
import { Decisions } from '../data/decisions.ts';
import { findingsOf } from '../data/findings.ts';
import { DataSets, type OpenData } from '../data/open-data.ts';
import { readIndices } from '../data/picture-list.ts';
import type { PictureMaps } from '../maps/picture-maps.ts';
import type { Studio } from '../studio.ts';
import { idParams } from './params.ts';

const splitParams = idParams.extend({ split: z.enum(splitOrder) });
const listed = z.object({ at: z.string().max(8192) });

export function addData(app: App, { workspace, maps, events }: Studio): void {
  const sets = new DataSets(workspace, events);
  const ofData = { schema: { params: idParams } };
  app.get('/api/data/:id', ofData, ({ params: { id } }) => stateOf(sets, id));
  app.post('/api/data/:id/reload', ofData, ({ params: { id } }) => {
    sets.forget(id);
    maps.forget(sets.known(id));
    return stateOf(sets, id);
  });
  app.get('/api/data/:id/audit', ofData, async ({ params: { id } }, reply) =>
    reply.type('application/json; charset=utf-8').send(JSON.stringify(await findingsOf(sets.get(id)))),
  );
  app.get(
    '/api/data/:id/pictures/:split',
    { schema: { params: splitParams } },
    ({ params: { id, split } }): DataPictures => {
      const { labels, files } = splitOf(sets.get(id), split);
      return { labels: [...labels], ...(files && { files: [...files] }) };
    },
  );
  app.get(
    '/api/data/:id/pixels/:split',
    { schema: { params: splitParams, querystring: listed } },
    ({ params: { id, split }, query: { at } }, reply) =>
      reply.type('application/octet-stream').send(pixelsAt(splitOf(sets.get(id), split), at)),
  );
  addMaps(app, sets, maps);
  addDecisions(app, sets, join(workspace.state, 'labels'));
}

function addMaps(app: App, sets: DataSets, maps: PictureMaps): void {
  const schema = { params: splitParams, querystring: mapQuery };
  app.get('/api/data/:id/map/:split', { schema }, ({ params: { id, split }, query: { by } }) =>
    maps.ask(sets.known(id), split, by),
  );
  app.get(
    '/api/data/:id/map/:split/points',
    { schema },
    async ({ params: { id, split }, query: { by } }, reply) => {
      const { buffer, byteOffset, byteLength } = await maps.points(sets.known(id), split, by);
      return reply.type('application/octet-stream').send(Buffer.from(buffer, byteOffset, byteLength));
    },
  );
}

function addDecisions(app: App, sets: DataSets, folder: string): void {
  const kept = new WeakMap<OpenData, Decisions>();
  const decisionsOf = (id: string): Decisions => {
    const data = sets.get(id);
    const known = kept.get(data) ?? new Decisions(data, new DecisionFiles(data.data, join(folder, data.id)));
    kept.set(data, known);
    return known;
  };
  const ofData = { schema: { params: idParams } };
  app.get('/api/data/:id/decisions', ofData, ({ params: { id } }) => decisionsOf(id).read());
  app.post('/api/data/:id/decisions', ofData, ({ params: { id }, body }) =>
    decisionsOf(id).change(parseJson('decisions', decisionStep, body as Buffer)),
  );
  app.post('/api/data/:id/decisions/undo', ofData, ({ params: { id } }) => decisionsOf(id).undo());
}

async function stateOf(sets: DataSets, id: string): Promise<DataState> {
  const found = await sets.look(id);
  return 'splits' in found ? detailOf(found) : { status: 'loading', ...found };
}

function detailOf({ id, name, data, splits }: OpenData): DataDetail {
  const { classNames, channels, height, width, files } = splits.train;
  return {
    ...{ status: 'ready', id, name, data },
    classNames: [...classNames],
    shape: { channels, height, width },
    splits: splitOrder.flatMap((split) => {
      const dataset = splits[split];
      if (!dataset || dataset.count === 0) return [];
      return [{ split, count: dataset.count, counts: countByClass(dataset.labels, classNames.length) }];
    }),
    hasFiles: files !== undefined,
  };
}

function splitOf({ name, splits }: OpenData, split: (typeof splitOrder)[number]): Dataset<Pictures> {
  const dataset = splits[split];
  if (dataset) return dataset;
  throw notFound(`${name} has no ${split} split`);
}

/** `[indices, channels, height, width]` */
function pixelsAt(dataset: Dataset<Pictures>, at: string): Buffer {
  const indices = readIndices(at, dataset.count);
  const size = pictureSizeOf(dataset);
  const bytes = firstPictures(selectPictures(dataset.images, indices, size), indices.length, size);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
