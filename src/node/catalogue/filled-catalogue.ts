// A catalogue to search, which needs a model and items.
import type { Catalogue, FilledCatalogue } from '../../catalogue/store/catalogue.ts';
import { activeModel } from '../../catalogue/store/models.ts';
import { InputError } from '../../errors.ts';

/** The same catalogue with its model. @throws InputError if nothing was synchronised yet */
export async function filledCatalogue(catalogue: Catalogue): Promise<FilledCatalogue> {
  const model = await activeModel(catalogue.db);
  const item = model && (await catalogue.db.selectFrom('item').select('id').limit(1).executeTakeFirst());
  if (!model || !item)
    throw new InputError(`${catalogue.place}: the catalogue is empty; fill it with atelier catalogue sync`);
  return { ...catalogue, model };
}
