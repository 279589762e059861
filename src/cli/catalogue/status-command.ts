// `atelier catalogue status`: what is in a catalogue.
import { Command } from 'commander';
import type { CatalogueStatus } from '../../catalogue/status.ts';
import { count, percent } from '../../number-words.ts';
import { examples, jsonOption } from '../options/common.ts';
import { mebibytes, oneLine, printJson, printResult } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly json?: boolean;
}

export function statusCommand(): Command {
  const command = new Command('status').description(
    'print what is in a catalogue, its size, and how many of the nearest items a search finds',
  );
  return addPlaceOptions(command)
    .addOption(jsonOption())
    .addHelpText('after', examples('catalogue status', 'catalogue status --in shop --json'))
    .action(status);
}

async function status(options: Options): Promise<void> {
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { catalogueStatus } = await import('../../catalogue/status.ts');
  const found = await withCatalogue(options, async (catalogue) =>
    catalogueStatus(await filledCatalogue(catalogue)),
  );
  if (options.json) return printJson(found);
  const { items, withoutPicture, broken, model, sources, lastSync, bytesOnDisk } = found;
  printResult(
    alignColumns(
      [
        ['items', `${count(items)}, ${count(withoutPicture)} without a picture`],
        ['broken files', count(broken)],
        ['from', sources.map(oneLine).join(', ')],
        ['last synchronisation', lastSync === null ? 'never finished' : lastSync.toISOString()],
        ['model', `${oneLine(model.name)}, vectors of ${model.dimensions}`],
        ['search', await searchWords(found)],
        ['on disk', mebibytes(bytesOnDisk)],
      ],
      2,
    ),
  );
}

async function searchWords({ search, recallAt10, model, ...counts }: CatalogueStatus): Promise<string> {
  if (search === 'HNSW') return `HNSW, finds ${percent(recallAt10)} of the ten nearest`;
  const { leastIndexed, mostIndexedDimensions } = await import('../../catalogue/store/search-index.ts');
  const pictures = counts.items - counts.withoutPicture;
  const isTooLong = pictures >= leastIndexed && model.dimensions > mostIndexedDimensions;
  return isTooLong
    ? `exact: an index takes vectors of at most ${count(mostIndexedDimensions)} numbers`
    : 'exact';
}
