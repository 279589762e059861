// What the page shows as a command.
import type { CatalogueName } from '../../../../../src/server/studio/contract/catalogue.ts';
import { shellLine } from '../../../../../src/shell-words.ts';
import { isSearching, type CatalogueSearch } from './search.ts';

/** The command for what is shown; undefined where there is none. */
export function commandOf(
  { place, option }: Pick<CatalogueName, 'place' | 'option'>,
  search: CatalogueSearch,
): string | undefined {
  const at = [option, place];
  const { view = 'items', where, like = [], unlike = [], picture, diverse, confidence } = search;
  if (view === 'review')
    return shellLine([
      ...['catalogue', 'categorise', ...at, '--out', 'review'],
      ...(confidence === undefined ? [] : ['--min-confidence', String(confidence)]),
    ]);
  if (view !== 'items') return shellLine(['catalogue', 'inventory', ...at]);
  if (!isSearching(search)) return undefined;
  return shellLine([
    ...['catalogue', 'search', ...(picture === undefined ? [] : ['picture.png'])],
    ...(like.length > 0 ? ['--like', ...like] : []),
    ...(unlike.length > 0 ? ['--unlike', ...unlike] : []),
    ...(where === undefined ? [] : ['--where', where]),
    ...(diverse === undefined ? [] : ['--diverse', String(diverse)]),
    ...at,
  ]);
}
