// `atelier catalogue watch`: keeps a catalogue in step with a folder or table.
import { Command } from 'commander';
import { InputError } from '../../errors.ts';
import type { SyncResult } from '../../node/catalogue/sync-tally.ts';
import { counted } from '../../number-words.ts';
import { examples, jsonOption, maxPixelsOption, positiveNumber, threadsOption } from '../options/common.ts';
import { complain, notice, printResult } from '../terminal/output.ts';
import { untilSignal } from '../terminal/until-signal.ts';
import { changesInWords } from './changes.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly every: number;
  readonly maxPixels?: number;
  readonly threads: number;
  readonly json?: boolean;
}

/** Copying many files makes pauses; a synchronisation in each would be a waste. */
const quietMs = 1000;

export function watchCommand(): Command {
  const command = new Command('watch')
    .description('keep a catalogue in step with a folder or table until Ctrl-C')
    .argument('<source>', 'the folder or table, as for sync')
    .option(
      '--every <seconds>',
      'how often to look for changes that the system does not tell of',
      positiveNumber('--every'),
      60,
    );
  return addPlaceOptions(command, { fills: true })
    .addOption(maxPixelsOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
It prints a line for each synchronisation that changed something, with --json a document a line. A new catalogue has
to be filled by atelier catalogue sync first. Between synchronisations a catalogue in a folder is free for other commands.
${examples('catalogue watch photos/', 'catalogue watch products.csv --into shop --every 300')}`,
    )
    .action(run);
}

async function run(source: string, options: Options): Promise<void> {
  const { readSource } = await import('../../node/catalogue/read-source.ts');
  const { watchSource } = await import('../../node/catalogue/watch-source.ts');
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { syncCatalogue } = await import('../../node/catalogue/sync.ts');
  await readSource(source); // what is wrong from the beginning ends the command
  await withCatalogue(options, filledCatalogue);
  notice(`watching ${source}; press Ctrl-C to end`);
  let [told, broken] = ['', ''];
  await untilSignal((signal) =>
    watchSource(source, {
      ...{ quietMs, everyMs: 1000 * options.every, signal },
      sync: async () => {
        const result = await withCatalogue(options, async (catalogue) => {
          const { model } = await filledCatalogue(catalogue);
          const { threads, maxPixels } = options;
          return syncCatalogue(catalogue, model, source, { threads, maxPixels, signal });
        });
        const brokenBefore = broken;
        [told, broken] = ['', JSON.stringify(result.broken)];
        report(result, broken !== brokenBefore, options.json === true);
      },
      onError: (error) => {
        if (!(error instanceof InputError)) throw error;
        if (error.message !== told) complain(`${error.message}; trying again`);
        told = error.message;
      },
    }),
  );
}

function report(result: SyncResult, otherBroken: boolean, json: boolean): void {
  const { broken } = result;
  const parts = changesInWords(result);
  if (otherBroken && broken.length > 0) parts.push(counted(broken.length, 'broken file'));
  if (parts.length === 0) return;
  const time = new Date();
  if (json) return printResult(JSON.stringify({ time, ...result }));
  printResult(`${time.toLocaleTimeString('en-GB')}  ${parts.join(', ')}`);
}
