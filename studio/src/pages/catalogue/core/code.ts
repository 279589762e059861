// A search of the page as TypeScript, for a program of one's own.
import type { CatalogueName } from '../../../../../src/server/studio/contract/catalogue.ts';
import { isSearching, type CatalogueSearch } from './search.ts';

/** The program that finds the same items; undefined if nothing is searched for. */
export function codeOf({ place }: Pick<CatalogueName, 'place'>, search: CatalogueSearch): string | undefined {
  const { view = 'items', where, like, unlike, picture, diverse } = search;
  if (view !== 'items' || !isSearching(search)) return undefined;
  const [hasPicture, hasWhere] = [picture !== undefined, where !== undefined];
  const names = [
    ...(hasWhere ? ['conditionOf'] : []),
    ...(hasPicture ? ['embedFiles'] : []),
    ...['filledCatalogue', 'openCatalogue', 'searchCatalogue'],
  ];
  const query = [
    ...(hasPicture ? ['pictures'] : []),
    ...(like ? [`like: ${JSON.stringify(like)}`] : []),
    ...(unlike ? [`unlike: ${JSON.stringify(unlike)}`] : []),
    ...(hasWhere ? ['where'] : []),
    ...(diverse === undefined ? [] : [`diversity: ${diverse}`]),
    'count: 10',
  ];
  return [
    `import { ${names.join(', ')} } from 'atelier/node';`,
    '',
    `const catalogue = await openCatalogue(${JSON.stringify(place)});`,
    'const filled = await filledCatalogue(catalogue);',
    ...(hasPicture
      ? ["const pictures = await embedFiles(filled.model, ['picture.png'], { threads: 1 });"]
      : []),
    ...(hasWhere ? [`const where = await conditionOf(filled, ${JSON.stringify(where)});`] : []),
    `const found = await searchCatalogue(filled, { ${query.join(', ')} });`,
    'for (const { key, score } of found) console.log(key, score);',
    'await catalogue.close();',
    '',
  ].join('\n');
}
