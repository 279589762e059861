// What a synchronisation has to do, from what the source has and what the catalogue knows, before a file is
// read.
import type { Attributes, CatalogueDatabase } from '../../catalogue/store/schema.ts';
import { brokenFiles, keyElsewhere, knownItems } from '../../catalogue/store/items.ts';
import { InputError } from '../../errors.ts';
import type { Source, SourceItem } from './source.ts';

/** A picture to read: a new one, or one whose file looks changed. */
export interface PictureToDo {
  readonly key: string;
  readonly file: string;
  readonly stamp: string;
  readonly attributes: Attributes;
  /** Whether the catalogue has the item. */
  readonly isKnown: boolean;
}

/** What is to be done. */
export interface SyncPlan {
  readonly pictures: readonly PictureToDo[];
  readonly withoutPicture: readonly SourceItem[];
  /** Items whose attributes changed, with the picture as it was. */
  readonly otherAttributes: readonly { readonly key: string; readonly attributes: Attributes }[];
  /** The keys of items that the source has no more. */
  readonly gone: ReadonlySet<string>;
  readonly unchanged: number;
  /** Files that can't be read, as before. */
  readonly broken: readonly { readonly key: string; readonly error: string }[];
  /** Files that could not be read and are gone. */
  readonly mended: readonly string[];
}

/** Plans a synchronisation. @throws InputError if a key belongs to another source */
export async function planSync(db: CatalogueDatabase, modelId: number, source: Source): Promise<SyncPlan> {
  const keys = source.items.map(({ key }) => key);
  const known = await knownItems(db, modelId, source.name);
  const other = await keyElsewhere(
    db,
    source.name,
    keys.filter((key) => !known.has(key)),
  );
  if (other)
    throw new InputError(
      `${source.name}: the key '${other.key}' already belongs to an item of ${other.source}; if that has moved or has another name now, sync once with --was '${other.source}'; otherwise use another catalogue`,
    );
  const brokenBefore = await brokenFiles(db, source.name);
  const present = new Set(keys);
  const plan = {
    pictures: [] as PictureToDo[],
    withoutPicture: [] as SourceItem[],
    otherAttributes: [] as { key: string; attributes: Attributes }[],
    broken: [...source.problems],
    unchanged: 0,
  };
  for (const item of source.items) {
    const { key, picture, attributes } = item;
    const before = known.get(key);
    const broken = brokenBefore.get(key);
    const isSame = before !== undefined && sameAttributes(before.attributes, attributes);
    if (picture === null) {
      if (isSame && before.file === null) plan.unchanged++;
      else plan.withoutPicture.push(item);
    } else if (broken?.stamp === picture.stamp) plan.broken.push({ key, error: broken.error });
    else if (before?.stamp !== picture.stamp || before.file !== picture.file || !before.hasVector)
      plan.pictures.push({ key, ...picture, attributes, isKnown: before !== undefined });
    else if (isSame) plan.unchanged++;
    else plan.otherAttributes.push({ key, attributes });
  }
  return {
    ...plan,
    gone: new Set([...known.keys()].filter((key) => !present.has(key))),
    mended: [...brokenBefore.keys()].filter((key) => !present.has(key)),
  };
}

function sameAttributes(a: Attributes, b: Attributes): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
