// The items of the catalogue: what is known of one, its picture, and similar ones.
import { z } from 'zod';
import { readItemPicture } from '../catalogue/item-picture.ts';
import { notFound } from '../errors.ts';
import * as schemas from './catalogue-schemas.ts';
import { errors, isAbandoned, type App, type RouteContext } from './context.ts';

const failures = errors(400, 401, 404, 503);
const params = schemas.itemParams;

export function addCatalogueItems(app: App, { catalogue, options }: RouteContext): void {
  if (!catalogue) return;
  const find = async (key: string, isGone: () => boolean) => {
    const item = await catalogue.ask('item', { key }, isGone);
    if (item) return item;
    throw notFound(`the catalogue has no item '${short(key)}'`);
  };
  app.get(
    '/catalogue/items/:key',
    { schema: { summary: 'an item', params, response: { 200: schemas.itemResult, ...failures } } },
    async ({ params: { key } }, reply) => {
      const { attributes, added, model } = await find(key, isAbandoned(reply));
      return { key, attributes: { ...attributes }, added: added.toISOString(), model };
    },
  );
  app.get(
    '/catalogue/items/:key/similar',
    {
      schema: {
        summary: 'the items most like an item',
        params,
        querystring: schemas.similarOptions,
        response: { 200: schemas.searchResult, ...failures },
      },
    },
    async ({ params: { key }, query }, reply) => {
      const isGone = isAbandoned(reply);
      const { model } = await find(key, isGone);
      if (!model) throw notFound(`the item '${short(key)}' has no picture`);
      const { top = 10, diverse = 0, unlike = [], where } = query;
      const options = { unlike, where, count: top, diversity: diverse };
      const asked = { ...options, like: [key], vectors: [], fingerprint: undefined };
      const items = await catalogue.ask('search', asked, isGone);
      catalogue.metrics.searched('similar');
      return { query: key, items };
    },
  );
  app.get(
    '/catalogue/items/:key/picture',
    {
      schema: {
        summary: 'the picture of an item, as it was synchronised',
        params,
        response: {
          200: { content: { 'image/*': { schema: z.string().meta({ format: 'binary' }) } } },
          ...failures,
        },
      },
    },
    async ({ params: { key } }, reply) => {
      const isGone = isAbandoned(reply);
      const picture = await catalogue.ask('picture', { key }, isGone);
      const read =
        picture && (await catalogue.reading.take(() => readItemPicture(picture, options.maxBody), isGone));
      if (!read)
        throw notFound(
          `there is no picture of an item '${short(key)}', or it has changed since it was synchronised`,
        );
      return reply.type(read.mediaType).send(read.bytes as never);
    },
  );
}

const short = (key: string): string => (key.length > 100 ? `${key.slice(0, 100)}…` : key);
