// `atelier catalogue search`: finds similar items.
import { Command, Option } from 'commander';
import { InputError } from '../../errors.ts';
import type { SearchResult } from '../../catalogue/search.ts';
import { quoteFew } from '../../few-words.ts';
import { counted } from '../../number-words.ts';
import {
  examples,
  integer,
  jsonOption,
  maxPixelsOption,
  numberBetween,
  threadsOption,
} from '../options/common.ts';
import { oneLine, printJson, printResult } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly like?: string[];
  readonly unlike?: string[];
  readonly where?: string;
  readonly diverse: number;
  readonly top: number;
  readonly each?: boolean;
  readonly exact?: boolean;
  readonly out?: string;
  readonly maxPixels?: number;
  readonly threads: number;
  readonly json?: boolean;
}

/** A search and what it found. */
interface Found {
  /** The pictures and keys that were searched for. */
  readonly query: string;
  readonly files: readonly string[];
  readonly items: readonly SearchResult[];
}

export function searchCommand(): Command {
  const command = new Command('search')
    .description('find the items most like pictures; of several pictures, like what they have in common')
    .argument('[pictures...]', 'picture files or folders')
    .option('--like <keys...>', 'items to find similar ones of')
    .option('--unlike <keys...>', 'items to stay away from')
    .option('--where <condition>', 'only items such as "price < 50 and category = \'Dress\'"')
    .addOption(
      new Option('--diverse <share>', 'from 0, the most similar items, to 1, items unlike each other')
        .argParser(numberBetween('--diverse', 0, 1))
        .default(0),
    )
    .option('--top <count>', 'number of items', integer('--top', 1, 500), 10)
    .option('--each', 'search for each picture by itself')
    .option('--exact', 'compare all vectors, not only those that codes choose')
    .option('--out <file.png>', 'draw what was found as a contact sheet');
  return addPlaceOptions(command)
    .addOption(maxPixelsOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'catalogue search boot.jpg',
        'catalogue search boot.jpg --where "price < 50 and category = \'shoes\'" --diverse 0.3',
        'catalogue search --like shoes/0001.jpg --unlike shoes/0042.jpg --out found.png',
        'catalogue search photos/ --each --json',
      ),
    )
    .action(search);
}

async function search(pictures: string[], options: Options): Promise<void> {
  const { like = [], unlike = [], out, json } = options;
  if (pictures.length + like.length + unlike.length === 0)
    throw new InputError('catalogue search: expected pictures, --like or --unlike, got none');
  const { listImageFiles } = await import('../../node/pictures/list.ts');
  const files = pictures.length > 0 ? await listImageFiles(pictures) : [];
  if (out !== undefined) {
    const { checkFilePlace } = await import('../files/file-place.ts');
    await checkFilePlace(out, '.png');
  }
  const found = await findAll(files, options);
  if (out !== undefined) await draw(out, found);
  if (json) printJson(found.map(({ query, items }) => ({ query, items })));
  else printResult(found.map(describe).join('\n\n'));
}

async function findAll(files: readonly string[], options: Options): Promise<Found[]> {
  const { like = [], unlike = [], where, top, diverse } = options;
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { embedFiles } = await import('../../node/catalogue/query-pictures.ts');
  const { searchCatalogue } = await import('../../catalogue/search.ts');
  const { conditionOf } = await import('../../catalogue/conditions.ts');
  return withCatalogue(options, async (catalogue) => {
    const filled = await filledCatalogue(catalogue);
    const condition = where === undefined ? undefined : await conditionOf(filled, where);
    const vectors = await embedFiles(filled.model, files, options);
    const isEach = options.each === true && files.length > 1;
    const searches = isEach ? files.map((_, i) => [i]) : [[...files.keys()]];
    const found: Found[] = [];
    for (const search of searches) {
      const items = await searchCatalogue(filled, {
        ...{ pictures: search.map((i) => vectors[i]!), like, unlike },
        ...{ where: condition, count: top, exact: options.exact === true, diversity: diverse },
      });
      const named = search.map((i) => files[i]!);
      found.push({ query: [...named, ...like].map(oneLine).join(', '), files: named, items });
    }
    return found;
  });
}

/** How many of the pictures that were searched for are drawn. */
const mostDrawn = 10;

async function draw(out: string, found: readonly Found[]): Promise<void> {
  const { searchSheet } = await import('../../node/catalogue/search-sheet.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const searches = found.map(({ files, items }) => ({ files: files.slice(0, mostDrawn), items }));
  await writeFileAtomically(out, await searchSheet(searches));
}

function describe({ query, items }: Found): string {
  const rows = items.map(({ key, score, category, copies }) => [
    score.toFixed(3),
    oneLine(key),
    oneLine(category ?? ''),
    copies.length > 0 ? `${counted(copies.length, 'copy')}: ${quoteFew(copies, 2)}` : '',
  ]);
  const table = alignColumns([['score', 'item', 'category', ''], ...rows], 4);
  return `${query}\n${rows.length > 0 ? table : 'nothing found'}`;
}
