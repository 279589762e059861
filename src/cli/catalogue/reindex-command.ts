// `atelier catalogue reindex`: changes the model of a catalogue.
import { Command } from 'commander';
import { count, counted } from '../../number-words.ts';
import { firstFew } from '../../few-words.ts';
import { examples, jsonOption, maxPixelsOption, modelWords, threadsOption } from '../options/common.ts';
import { complain, formatSeconds, notice, oneLine, printJson, printResult } from '../terminal/output.ts';
import { pictureReporter } from '../terminal/picture-progress.ts';
import { withStopSignal } from '../terminal/stop-signal.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly model: string;
  readonly maxPixels?: number;
  readonly threads: number;
  readonly json?: boolean;
}

export function reindexCommand(): Command {
  const command = new Command('reindex')
    .description('change the model of a catalogue; searches use the old one until the new vectors are there')
    .requiredOption('--model <model>', modelWords);
  return addPlaceOptions(command)
    .addOption(maxPixelsOption())
    .addOption(threadsOption())
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nAfter Ctrl-C or a crash, the same command goes on.\n${examples('catalogue reindex --model couture')}`,
    )
    .action(reindex);
}

async function reindex(options: Options): Promise<void> {
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { reindexCatalogue } = await import('../../node/catalogue/reindex.ts');
  const { readDescribedModel } = await import('../files/open-model.ts');
  const file = await readDescribedModel(options.model);
  const report = pictureReporter();
  const result = await withStopSignal((signal) =>
    withCatalogue(options, async (catalogue) => {
      const filled = await filledCatalogue(catalogue);
      return reindexCatalogue(filled, file, {
        ...{ threads: options.threads, maxPixels: options.maxPixels, signal, onNotice: notice },
        onProgress: (done, total) => report({ name: filled.place, done, total, decoded: done }),
      });
    }),
  );
  const { items, broken, seconds } = result;
  if (options.json) printJson(result);
  else printResult(`${count(items)} items have vectors of the new model, in ${formatSeconds(seconds)}`);
  if (broken.length === 0) return;
  process.exitCode ??= 1;
  const some = firstFew(broken.map(({ error }) => oneLine(error)));
  complain(`${counted(broken.length, 'picture')} could not be read: ${some}`);
}
