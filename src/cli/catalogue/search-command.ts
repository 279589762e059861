// `atelier catalogue search`: finds similar items.
import { Command } from 'commander';
import { InputError } from '../../errors.ts';
import { examples, integer, jsonOption, maxPixelsOption, threadsOption } from '../options/common.ts';
import { oneLine, printJson, printResult } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly like?: string[];
  readonly unlike?: string[];
  readonly top: number;
  readonly exact?: boolean;
  readonly maxPixels?: number;
  readonly threads: number;
  readonly json?: boolean;
}

export function searchCommand(): Command {
  const command = new Command('search')
    .description('find the items most like pictures; of several pictures, like what they have in common')
    .argument('[pictures...]', 'picture files or folders')
    .option('--like <keys...>', 'items to find similar ones of')
    .option('--unlike <keys...>', 'items to stay away from')
    .option('--top <count>', 'number of items', integer('--top', 1, 500), 10)
    .option('--exact', 'compare with all items, although there is an index');
  return addPlaceOptions(command)
    .addOption(maxPixelsOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples('catalogue search boot.jpg', 'catalogue search --like shoes/0001.jpg --json'),
    )
    .action(search);
}

async function search(pictures: string[], options: Options): Promise<void> {
  const { like = [], unlike = [], top, exact, json } = options;
  if (pictures.length + like.length + unlike.length === 0)
    throw new InputError('catalogue search: expected pictures, --like or --unlike, got none');
  const { listImageFiles } = await import('../../node/pictures/list.ts');
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { embedFiles } = await import('../../node/catalogue/query-pictures.ts');
  const { searchCatalogue } = await import('../../catalogue/search.ts');
  const files = pictures.length > 0 ? await listImageFiles(pictures) : [];
  const items = await withCatalogue(options, async (catalogue) => {
    const filled = await filledCatalogue(catalogue);
    const vectors = await embedFiles(filled.model, files, options);
    return searchCatalogue(filled, { pictures: vectors, like, unlike, count: top, exact: exact === true });
  });
  const query = [...files, ...like].map(oneLine).join(', ');
  if (json) return printJson([{ query, items }]);
  printResult(
    alignColumns([
      ['score', 'item', 'category'],
      ...items.map(({ key, score, category, copies }) => [
        score.toFixed(3),
        oneLine(key) + (copies.length > 0 ? ` (and ${copies.length} copies)` : ''),
        category ?? '',
      ]),
    ]),
  );
}
