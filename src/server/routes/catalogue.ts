// The catalogue: its status, searches by pictures and items, and recommendations.
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { eventWeights } from '../../catalogue/recommendations/events.ts';
import { parseConfig } from '../../parse-config.ts';
import type { FoundItem, RecommendQuery } from '../catalogue/calls.ts';
import { badRequest } from '../errors.ts';
import { parseJson } from '../protocol/parse-json.ts';
import type { ServedCatalogue } from '../catalogue/served-catalogue.ts';
import * as schemas from './catalogue-schemas.ts';
import { errors, isAbandoned, type App, type RouteContext } from './context.ts';
import { decodePictures, targetFor } from './decode-pictures.ts';
import { bytesOf } from './infer.ts';
import { base64Files, bodyKind, formOf, type UploadedPicture } from './uploaded-pictures.ts';

const bytes = z.string().meta({ format: 'binary' });
const searchBodies = {
  content: {
    'multipart/form-data': { schema: schemas.searchOptions.extend({ file: z.array(bytes).optional() }) },
    'application/octet-stream': { schema: bytes },
    'image/*': { schema: bytes },
    'application/json': { schema: schemas.searchBody },
  },
};
const failures = errors(400, 401, 408, 413, 415, 503);

export function addCatalogue(app: App, context: RouteContext): void {
  const { catalogue } = context;
  if (!catalogue) return;
  app.get(
    '/catalogue',
    {
      schema: {
        summary: 'what is in the catalogue',
        response: { 200: schemas.catalogueStatus, ...errors(401, 503) },
      },
    },
    async (_, reply) => {
      const status = await catalogue.ask('status', undefined, isAbandoned(reply));
      return { ...status, model: { ...status.model }, lastSync: status.lastSync?.toISOString() ?? null };
    },
  );
  app.post(
    '/catalogue/search',
    {
      schema: {
        summary:
          'the items most like pictures or items: files of a form, one picture as the body, or base64 in JSON',
        querystring: schemas.searchOptions,
        body: searchBodies,
        response: { 200: schemas.searchResults, ...failures },
      },
    },
    async (request, reply) => {
      const asked = await readSearch(request);
      const found = await catalogue.again(() => searchItems(context, catalogue, asked, isAbandoned(reply)));
      catalogue.metrics.searched('search');
      return found;
    },
  );
  app.post(
    '/catalogue/recommend',
    {
      schema: {
        summary: 'items for the history of a user',
        body: { content: { 'application/json': { schema: schemas.recommendBody } } },
        response: { 200: schemas.recommendResult, ...failures },
      },
    },
    async (request, reply) => {
      const body = parseJson('request', schemas.recommendBody, bytesOf(request.body));
      const found = await catalogue.ask('recommend', recommendQuery(body), isAbandoned(reply));
      catalogue.metrics.searched('recommend');
      return { items: [...found.items], unknown: [...found.unknown] };
    },
  );
}

/** What a search works with. */
export interface SearchContext extends Pick<RouteContext, 'decoder' | 'metrics'> {
  readonly options: Pick<RouteContext['options'], 'maxPixels'>;
}

/** A search as it was asked. */
export interface Search extends schemas.SearchOptions {
  readonly pictures: readonly UploadedPicture[];
}

/** @throws HttpError or InputError if nothing is searched for, or it can't be read */
async function readSearch(
  request: Pick<FastifyRequest, 'headers' | 'body'> & { readonly query: schemas.SearchOptions },
): Promise<Search> {
  const body = bytesOf(request.body);
  const { pictures, ...own } = await readBody(request.headers, body);
  const asked = { ...request.query, ...own };
  if (pictures.length + (asked.like?.length ?? 0) + (asked.unlike?.length ?? 0) > 0)
    return { ...asked, pictures };
  throw badRequest('expected pictures, like or unlike, got none');
}

async function readBody(headers: FastifyRequest['headers'], body: Uint8Array): Promise<Search> {
  if (body.length === 0) return { pictures: [] };
  const kind = bodyKind(headers);
  if (kind === 'picture') return { pictures: [{ name: 'picture', bytes: body }] };
  if (kind === 'form') {
    const { pictures, fields } = await formOf(headers, body);
    return { ...parseConfig('form', schemas.searchOptions, fields), pictures };
  }
  const { images = [], ...options } = parseJson('request', schemas.searchBody, body);
  return { ...options, pictures: base64Files(images) };
}

/** The answers to a search, one for each picture if each is searched for by itself. */
export async function searchItems(
  context: SearchContext,
  catalogue: ServedCatalogue,
  { pictures, like = [], unlike = [], where, each = false, top = 10, diverse = 0 }: Search,
  isGone: () => boolean,
): Promise<{ query: string; items: FoundItem[] }[]> {
  const { fingerprint, vectors } = await vectorsOf(context, catalogue, pictures, isGone);
  const all = [...pictures.keys()];
  const searches = each && all.length > 1 ? all.map((i) => [i]) : [all];
  const results: { query: string; items: FoundItem[] }[] = [];
  for (const one of searches) {
    const options = { like, unlike, where, count: top, diversity: diverse };
    const query = { ...options, fingerprint, vectors: one.map((i) => vectors[i]!) };
    const items = await catalogue.ask('search', query, isGone);
    results.push({ query: [...one.map((i) => pictures[i]!.name), ...like].join(', '), items });
  }
  return results;
}

async function vectorsOf(
  context: SearchContext,
  catalogue: ServedCatalogue,
  pictures: readonly UploadedPicture[],
  isGone: () => boolean,
): Promise<{ fingerprint: string | undefined; vectors: readonly Float32Array[] }> {
  if (pictures.length === 0) return { fingerprint: undefined, vectors: [] };
  const model = await catalogue.model(isGone);
  const { maxPixels } = context.options;
  const target = targetFor(model.card, 'the catalogue', { invert: 'auto', maxPixels });
  // The decoder takes the bytes away, and they are needed again if the model changes meanwhile.
  const copies = pictures.map(({ name, bytes: own }) => ({ name, bytes: Uint8Array.from(own) }));
  const images = await decodePictures(context, copies, target);
  return { fingerprint: model.fingerprint, vectors: await catalogue.embed(model, images, isGone) };
}

function recommendQuery({
  history,
  popular = [],
  where,
  top = 10,
  diverse,
}: schemas.RecommendBody): RecommendQuery {
  const latest = history.reduce((last, { time = 0 }) => Math.max(last, time), 0);
  return {
    history: history.map(({ item, event = 'view', time = latest, weight = weightOf(event) }) => {
      return { item, time, weight };
    }),
    ...{ popular, where, count: top, diversity: diverse },
  };
}

const weightOf = (event: string): number => (Object.hasOwn(eventWeights, event) ? eventWeights[event]! : 1);
