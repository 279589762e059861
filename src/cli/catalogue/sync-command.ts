// `atelier catalogue sync`: brings a catalogue in step with a folder or table.
import { Command } from 'commander';
import type { Catalogue } from '../../catalogue/store/catalogue.ts';
import type { SyncResult } from '../../node/catalogue/sync-tally.ts';
import { defaultModelWords } from '../../node/runs/default-model.ts';
import { firstFew } from '../../few-words.ts';
import { count, counted } from '../../number-words.ts';
import { examples, jsonOption, maxPixelsOption, modelWords, threadsOption } from '../options/common.ts';
import { complain, formatSeconds, notice, oneLine, printJson, printResult } from '../terminal/output.ts';
import { pictureReporter } from '../terminal/picture-progress.ts';
import { withStopSignal } from '../terminal/stop-signal.ts';
import { changesInWords } from './changes.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly model?: string;
  readonly was?: string;
  readonly maxPixels?: number;
  readonly threads: number;
  readonly json?: boolean;
}

export function syncCommand(): Command {
  const command = new Command('sync')
    .description(
      'bring a catalogue in step with a folder of pictures or a table: what is new, changed, moved and gone',
    )
    .argument(
      '<source>',
      'a folder of pictures, or a table (.csv) with columns for key, picture and attributes',
    )
    .option('--model <model>', `of a new catalogue: ${modelWords} (default: ${defaultModelWords})`)
    .option('--was <source>', 'the path that the folder or table had before it moved or got another name');
  return addPlaceOptions(command, { fills: true })
    .addOption(maxPixelsOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nAfter Ctrl-C or a crash, the same command goes on. Several may run at once on one --database.\n${examples(
        'catalogue sync photos/',
        'catalogue sync products.csv --into shop --model couture',
        'catalogue sync photos/ --database postgres://shop@db.local/shop',
        'catalogue sync pictures/ --was photos/',
      )}`,
    )
    .action(sync);
}

async function sync(source: string, options: Options): Promise<void> {
  const { modelForSync } = await import('../../node/catalogue/sync-model.ts');
  const { syncCatalogue } = await import('../../node/catalogue/sync.ts');
  const { chooseModel, readDescribedModel } = await import('../files/open-model.ts');
  const { sourceKind } = await import('../../node/catalogue/read-source.ts');
  await sourceKind(source); // before a catalogue is made
  const named = options.model === undefined ? undefined : await readDescribedModel(options.model);
  const choose = async () => named ?? readDescribedModel(await chooseModel());
  const report = pictureReporter();
  const result = await withStopSignal((signal) =>
    withCatalogue(
      options,
      async (catalogue) => {
        const model = await modelForSync(catalogue, choose, named !== undefined);
        if (options.was !== undefined) await rename(catalogue, options.was, source);
        return syncCatalogue(catalogue, model, source, {
          ...{ threads: options.threads, maxPixels: options.maxPixels, signal, onNotice: notice },
          onProgress: (done, total) => report({ name: source, done, total, decoded: done }),
        });
      },
      { creates: true },
    ),
  );
  if (options.json) printJson(result);
  else printSummary(result);
  if (result.broken.length > 0) process.exitCode ??= 1;
}

async function rename(catalogue: Catalogue, from: string, to: string): Promise<void> {
  const { renameSource } = await import('../../node/catalogue/rename-source.ts');
  const items = await renameSource(catalogue, from, to);
  if (items > 0) notice(`${counted(items, 'item')} of ${oneLine(from)} are of ${oneLine(to)} now`);
}

function printSummary(result: SyncResult): void {
  const { broken, seconds, unchanged } = result;
  printResult(
    `${[...changesInWords(result), `${count(unchanged)} unchanged`].join(', ')} in ${formatSeconds(seconds)}`,
  );
  if (broken.length === 0) return;
  complain(
    `left out ${counted(broken.length, 'broken file')}: ${firstFew(broken.map(({ error }) => oneLine(error)))}`,
  );
}
