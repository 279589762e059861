// Folders of photographs: a folder for each class, optionally within a folder for each split.
import { relative } from 'node:path';
import { listFolder } from '../photographs/folder.ts';
import type { Place } from '../place.ts';
import type { SeenListing } from './listed-photographs.ts';

/**
 * Lists the pictures in a folder's subfolders.
 *
 * @returns undefined if there are none
 * @throws InputError if it is unclear what the folders mean
 */
export async function seeFolders({ named, folder }: Place): Promise<SeenListing | undefined> {
  const inner = relative(named, folder).replaceAll('\\', '/');
  const listing = await listFolder(named, inner);
  // One folder alone is not a class: the classes are further down, or in a table.
  if (!listing || (listing.layout === 'classes' && listing.classNames.length === 1)) return undefined;
  const seen =
    listing.layout === 'splits'
      ? 'a folder for each split, with a folder for each class in it'
      : 'a folder for each class, no splits';
  if (inner === '') return { form: 'photograph folders', seen, listing };
  const notices = [...listing.notices, `the classes are in the folder '${inner}'`];
  return { form: 'photograph folders', seen: `${seen}, in '${inner}'`, listing: { ...listing, notices } };
}
