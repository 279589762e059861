// What people do with a catalogue: they look at what the model is not sure of, say what is right, and take
// stock.
import { categorise, type ReviewItem } from '../../catalogue/categorise.ts';
import { takeInventory, type Inventory } from '../../catalogue/inventory.ts';
import type { FilledCatalogue } from '../../catalogue/store/catalogue.ts';
import {
  keysAmong,
  latestCorrections,
  removeCorrections,
  storeCorrections,
} from '../../catalogue/store/corrections.ts';
import { judgedItems } from '../../catalogue/store/judged-items.ts';
import type { CatalogueDatabase } from '../../catalogue/store/schema.ts';
import { decodeModelCard } from '../../nn/classifier-file.ts';
import type { CatalogueCalls, Review } from './calls.ts';

/** The most decisions that are told. */
const mostDecided = 200;

/** What a person has to look at. */
export async function reviewOf(
  { db, model }: FilledCatalogue,
  { minConfidence }: CatalogueCalls['review'][0],
): Promise<Review> {
  const { classNames, novelty } = decodeModelCard(model.bytes, model.name);
  const items = await judgedItems(db, model.id);
  const { review, ...rest } = categorise(items, {
    ...{ classNames, minConfidence, noveltyThreshold: novelty?.threshold },
  });
  return {
    ...rest,
    review: review.map(withoutFile),
    decided: await latestCorrections(db, mostDecided),
  };
}

const withoutFile = ({ key, class: name, probability, novelty, reasons, category }: ReviewItem) => ({
  ...{ key, class: name, probability, novelty, reasons, category },
});

/** Keeps corrections of items that are there, and takes back those without a category. */
export async function correct(
  db: CatalogueDatabase,
  corrections: CatalogueCalls['correct'][0],
): Promise<number> {
  const keys = await keysAmong(
    db,
    corrections.map(({ key }) => key),
  );
  const known = corrections.filter(({ key }) => keys.has(key));
  await storeCorrections(
    db,
    known.flatMap(({ key, category }) => (category === null ? [] : [{ key, category }])),
  );
  await removeCorrections(
    db,
    known.flatMap(({ key, category }) => (category === null ? [key] : [])),
  );
  return known.length;
}

/** The inventory of a catalogue by its own model. */
export function inventoryOf(
  catalogue: FilledCatalogue,
  { since }: CatalogueCalls['inventory'][0],
): Promise<Inventory> {
  const { classNames, novelty } = decodeModelCard(catalogue.model.bytes, catalogue.model.name);
  return takeInventory(catalogue, { classNames, noveltyThreshold: novelty?.threshold, since });
}
