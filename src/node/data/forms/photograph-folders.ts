// Folders of photographs: one for each class, perhaps in one for each split.
import { relative } from 'node:path';
import { listFolder } from '../photographs/folder.ts';
import type { Place } from '../place.ts';
import type { SeenListing } from './listed-photographs.ts';

/**
 * The pictures in a folder's folders.
 *
 * @throws InputError where there are some, and it can't be known what the folders stand for
 */
export async function seeFolders({ named, folder }: Place): Promise<SeenListing | undefined> {
  const inner = relative(named, folder).replaceAll('\\', '/');
  const listing = await listFolder(named, inner);
  // One folder is no class: what is to be told apart lies further down, or in a table.
  if (!listing || (listing.layout === 'classes' && listing.classNames.length === 1)) return undefined;
  const seen =
    listing.layout === 'splits'
      ? 'a folder for each split, in it one for each class'
      : 'a folder for each class, no splits';
  if (inner === '') return { form: 'photograph folders', seen, listing };
  const notices = [...listing.notices, `its classes are in the folder '${inner}'`];
  return { form: 'photograph folders', seen: `${seen}, in '${inner}'`, listing: { ...listing, notices } };
}
