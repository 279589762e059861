// Folders of photographs: one for each class, perhaps in one for each split.
import { relative } from 'node:path';
import { listFolder } from '../photographs/folder.ts';
import type { Form } from './form.ts';
import { photographs } from './photographs.ts';

export const photographFoldersForm: Form = {
  words: 'a folder of pictures for each class',
  async recognise({ named, folder, file }) {
    if (file) return [];
    const inner = relative(named, folder).replaceAll('\\', '/');
    const listing = await listFolder(named, inner);
    // One folder is no class: what is to be told apart lies further down, or in a table.
    if (!listing || (listing.layout === 'classes' && listing.classNames.length === 1)) return [];
    const seen =
      listing.layout === 'splits'
        ? 'a folder for each split, in it one for each class'
        : 'a folder for each class, no splits';
    if (inner === '') return [photographs('photograph folders', seen, listing)];
    const notices = [...listing.notices, `its classes are in the folder '${inner}'`];
    return [photographs('photograph folders', `${seen}, in '${inner}'`, { ...listing, notices })];
  },
};
