// Catalogues: their items, searches, what a person decides, and the inventory.
import { z } from 'zod';
import { parseConfig } from '../../../parse-config.ts';
import type { DescribedItem, Review as AskedReview } from '../../catalogue/calls.ts';
import { readItemPicture } from '../../catalogue/item-picture.ts';
import type { ServedCatalogue } from '../../catalogue/served-catalogue.ts';
import { badRequest, notFound } from '../../errors.ts';
import { serverOptions } from '../../options.ts';
import { parseJson } from '../../protocol/parse-json.ts';
import { searchBody } from '../../routes/catalogue-schemas.ts';
import { searchItems } from '../../routes/catalogue.ts';
import { isAbandoned, type App } from '../../routes/context.ts';
import { base64Files } from '../../routes/uploaded-pictures.ts';
import * as contract from '../contract/catalogue.ts';
import type { Studio } from '../studio.ts';
import { thumbnail } from '../thumbnail.ts';
import { cut, inventoryAnswer } from './inventory-answer.ts';
import { idParams } from './params.ts';

const { maxBody, maxPixels } = parseConfig('studio', serverOptions, {});

/** How many items of a review are told: more than a person looks at in a day. */
const mostReviewed = 2000;

const key = z.string().min(1).max(4096);
const number = <T extends z.ZodType>(schema: T) => z.preprocess(Number, schema);
const queries = {
  items: z.object({
    where: z.string().max(10_000).optional(),
    start: number(z.int().min(0)),
    count: number(z.int().min(1).max(500)),
  }),
  item: z.object({ key }),
  picture: z.object({ key, edge: number(z.int().min(16).max(2048)).optional() }),
  review: z.object({ minConfidence: number(z.number().min(0).max(1)) }),
  inventory: z.object({ since: number(z.number().min(0).max(8.64e15)).optional() }),
};

export function addCatalogues(app: App, { catalogues, decoder, metrics }: Studio): void {
  const schema = <Q extends z.ZodType>(querystring: Q) => ({ schema: { params: idParams, querystring } });
  app.get('/api/catalogues', () => catalogues.list());
  app.get('/api/catalogues/:id', { schema: { params: idParams } }, ({ params }, reply) =>
    catalogues.use(params.id, (catalogue) => detailOf(catalogue, isAbandoned(reply))),
  );
  app.get('/api/catalogues/:id/items', schema(queries.items), ({ params, query }, reply) =>
    catalogues.use(params.id, (catalogue) => catalogue.ask('list', query, isAbandoned(reply))),
  );
  app.post('/api/catalogues/:id/search', { schema: { params: idParams } }, ({ params, body }, reply) => {
    const { images = [], ...asked } = parseJson('search', searchBody, body as Buffer);
    if (images.length + (asked.like?.length ?? 0) + (asked.unlike?.length ?? 0) === 0)
      throw badRequest('expected pictures, like or unlike, got none');
    const search = { ...asked, each: false, pictures: base64Files(images) };
    const context = { decoder, metrics, options: { maxPixels } };
    return catalogues.use(params.id, (catalogue) =>
      catalogue.again(async () => {
        const [found] = await searchItems(context, catalogue, search, isAbandoned(reply));
        return found!.items.map((item) => ({ ...item, hasPicture: true }));
      }),
    );
  });
  app.get('/api/catalogues/:id/item', schema(queries.item), ({ params, query }, reply) =>
    catalogues.use(params.id, async (catalogue) => {
      const item = await catalogue.ask('item', query, isAbandoned(reply));
      if (!item) throw notFound(`the catalogue has no item '${query.key.slice(0, 100)}'`);
      return itemAnswer(item);
    }),
  );
  app.get('/api/catalogues/:id/picture', schema(queries.picture), ({ params, query }, reply) =>
    catalogues.use(params.id, async (catalogue) => {
      const isGone = isAbandoned(reply);
      const picture = await catalogue.ask('picture', { key: query.key }, isGone);
      const read = picture && (await catalogue.reading.take(() => readItemPicture(picture, maxBody), isGone));
      if (!read) throw notFound('there is no such picture, or it has changed since it was synchronised');
      void reply.header('cache-control', 'private, max-age=600');
      if (query.edge === undefined) return reply.type(read.mediaType).send(read.bytes);
      return reply
        .type('image/webp')
        .send(await thumbnail(read.bytes, query.key.slice(0, 100), query.edge, maxPixels));
    }),
  );
  app.get('/api/catalogues/:id/review', schema(queries.review), ({ params, query }, reply) =>
    catalogues.use(params.id, async (catalogue) =>
      reviewAnswer(await catalogue.ask('review', query, isAbandoned(reply))),
    ),
  );
  app.post('/api/catalogues/:id/corrections', { schema: { params: idParams } }, ({ params, body }, reply) => {
    const { corrections } = parseJson('corrections', contract.correctionsRequest, body as Buffer);
    return catalogues.use(params.id, async (catalogue) => {
      const kept = await catalogue.ask('correct', corrections, isAbandoned(reply));
      if (kept < corrections.length) throw notFound('the catalogue has no such item any more');
      return { kept };
    });
  });
  app.get('/api/catalogues/:id/inventory', schema(queries.inventory), ({ params, query }, reply) =>
    catalogues.use(params.id, async (catalogue) => {
      const since = query.since === undefined ? undefined : new Date(query.since);
      return inventoryAnswer(await catalogue.ask('inventory', { since }, isAbandoned(reply)));
    }),
  );
}

async function detailOf(
  catalogue: ServedCatalogue,
  isGone: () => boolean,
): Promise<contract.CatalogueDetail> {
  const status = await catalogue.ask('status', undefined, isGone);
  const { card } = await catalogue.model(isGone);
  const { name, fingerprint, dimensions } = status.model;
  return {
    ...status,
    model: { name, fingerprint, dimensions },
    classes: [...card.classNames],
    lastSync: status.lastSync?.getTime() ?? null,
    facets: (await catalogue.ask('facets', undefined, isGone)).map((facet) => ({
      ...facet,
      values: [...facet.values],
    })),
  };
}

const itemAnswer = ({ attributes, added, ...rest }: DescribedItem): contract.ItemDetail => ({
  ...{ ...rest, attributes: { ...attributes }, added: added.getTime() },
});

function reviewAnswer({ review, decided }: AskedReview): contract.Review {
  const { total, items } = cut(
    review.map(({ reasons, ...item }) => ({ ...item, reasons: [...reasons] })),
    mostReviewed,
  );
  return {
    ...{ total, items },
    decided: decided.map(({ key, category, corrected }) => ({ key, category, at: corrected.getTime() })),
  };
}
