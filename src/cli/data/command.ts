// `atelier data`: finds data on this computer, downloads and checks Fashion-MNIST, and draws samples. The
// work is done in src/node/data; this file has the options and prints the results.
import { Command, Option } from 'commander';
import { InputError } from '../../errors.ts';
import type { Dataset } from '../../data/dataset.ts';
import type { FileVerification } from '../../node/data/verify.ts';
import { addPictureOptions, loadNamedData, type DataOptions } from '../options/data.ts';
import {
  dataOption,
  examples,
  integer,
  jsonOption,
  offlineOption,
  oneOf,
  splitNames,
  type SplitName,
} from '../options/common.ts';
import { downloadReporter, printJson, printResult } from '../terminal/output.ts';
import { cacheCommand } from './cache.ts';

/** The command `data` with its subcommands `status`, `download`, `verify`, `show` and `cache`. */
export function dataCommand(): Command {
  return new Command('data')
    .description('find, download, check and show data sets, and manage the cache')
    .addCommand(statusCommand())
    .addCommand(downloadCommand())
    .addCommand(verifyCommand())
    .addCommand(showCommand())
    .addCommand(cacheCommand())
    .addHelpText(
      'after',
      examples('data status', 'data download', 'data show --data sketches --out sketches.png'),
    );
}

function statusCommand(): Command {
  return new Command('status')
    .description(
      'show the data in $ATELIER_DATA, in the cache or at a path: format, pictures per class, what is left out',
    )
    .option('--data <path>', 'a folder or file of data')
    .addOption(jsonOption())
    .addHelpText('after', examples('data status', 'data status --data ./photos', 'data status --json'))
    .action(async ({ data, json }: { data?: string; json?: boolean }) => {
      const { dataStatus, namedStatus } = await import('../../node/data/status.ts');
      const { describeStatus } = await import('./tables.ts');
      if (data !== undefined) {
        const status = await namedStatus(data);
        return print(json, status, () => describeStatus(status));
      }
      const places = await dataStatus();
      print(json, places, () => places.map(describeStatus).join('\n\n'));
    });
}

function downloadCommand(): Command {
  return new Command('download')
    .description(
      'download Fashion-MNIST into the cache and check it; keeps correct files; uses HTTPS_PROXY if it is set',
    )
    .addOption(jsonOption())
    .addHelpText('after', examples('data download', 'data download --json'))
    .action(async ({ json }: { json?: boolean }) => {
      const { cacheFolder } = await import('../../node/data/places.ts');
      const { downloadFashionMnist } = await import('../../node/data/download.ts');
      const folder = cacheFolder(process.env);
      const downloaded = await downloadFashionMnist({ folder, onProgress: downloadReporter() });
      const found = downloaded.length === 0 ? 'all files are present and correct' : 'downloaded and checked';
      print(json, { folder, downloaded }, () => [`${folder}: ${found}`, ...downloaded].join('\n  '));
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('check files against the published SHA-256 of Fashion-MNIST')
    .option('--data <folder>', 'the folder to check (default: $ATELIER_DATA, or the cache)')
    .addOption(jsonOption())
    .addHelpText('after', examples('data verify', 'data verify --data ./fashion-mnist'))
    .action(async ({ data, json }: { data?: string; json?: boolean }) => {
      const { cacheFolder, dataVariable } = await import('../../node/data/places.ts');
      const { verifyFashionMnist } = await import('../../node/data/verify.ts');
      const folder = data ?? dataVariable(process.env) ?? cacheFolder(process.env);
      const files = await verifyFashionMnist(folder);
      print(json, { folder, files }, () => [folder, ...files.map(describeVerification)].join('\n  '));
      const wrong = files.filter(({ status }) => status !== 'ok').length;
      if (wrong > 0) {
        throw new InputError(
          `${folder}: expected the published Fashion-MNIST files, but ${wrong} of 4 files are wrong or missing`,
        );
      }
    });
}

interface ShowOptions extends DataOptions {
  readonly split: SplitName;
  readonly perClass?: string;
  readonly augment?: string;
  readonly count?: string;
  readonly seed: string;
  readonly out: string;
  readonly json?: boolean;
}

function showCommand(): Command {
  const command = new Command('show')
    .description('draw a contact sheet (PNG) with samples of each class, or with their augmentations')
    .addOption(dataOption())
    .addOption(offlineOption())
    .addOption(
      new Option('--split <name>', 'train, test, or the validation split of photographs')
        .argParser(oneOf('--split', splitNames))
        .default('train'),
    )
    .option('--per-class <count>', 'pictures of each class (default: 10, with --augment 1)')
    .option(
      '--augment <list>',
      'draw each picture next to its augmentations, such as rotation=10,flip,erase=0.5',
    )
    .option('--count <count>', 'augmentations per picture (default: 8)')
    .option('--seed <integer>', 'random seed of the samples and augmentations', '0')
    .option('--out <file>', 'output file', 'data.png')
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'data show',
        'data show --data sketches --per-class 20 --out sketches.png',
        'data show --data ./photos --size 96 --fit cover',
        'data show --augment rotation=10,translation=0.1,zoom=0.1,flip,erase=0.5 --out augmented.png',
        'data show --data ./photos --augment resizedCrop=0.3,flip,jitter=0.4',
      ),
    )
    .action(show);
  return addPictureOptions(command);
}

async function show(options: ShowOptions): Promise<void> {
  const { split, perClass, seed, count, augmentation } = await checked(options);
  const { contactSheet } = await import('../../node/pictures/contact-sheet.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const { augmentationSheet } = await import('./augmentation-sheet.ts');
  const splits = await loadNamedData(options);
  const dataset = splits[split];
  if (!dataset) throw new InputError(`--split: ${splits.train.name} has no ${split} split`);
  const samples = await sampleIndices(dataset, perClass, seed);
  const sheet = augmentation
    ? augmentationSheet(dataset, samples.flat(), augmentation, count, seed)
    : { rows: sampleRows(dataset, samples) };
  const { height, width, channels, name } = dataset;
  const title = `${name}, ${split}${augmentation ? `: ${options.augment}` : ''}`;
  await writeFileAtomically(options.out, await contactSheet({ ...sheet, height, width, channels, title }));
  const images = samples.flat().length;
  const result = { out: options.out, data: name, split, images, classes: samples.length };
  print(options.json, augmentation ? { ...result, augmentation, count, seed } : result, () => {
    const beside = augmentation ? `, each with ${count} augmentation${count === 1 ? '' : 's'}` : '';
    return `${options.out}: ${images} pictures of ${samples.length} classes from ${name}, ${split}${beside}`;
  });
}

async function checked({ split, augment, count, ...options }: ShowOptions) {
  if (count !== undefined && augment === undefined) {
    throw new InputError(
      '--count: expected --augment too; --count is the number of augmentations per picture',
    );
  }
  const { parseAugmentation } = await import('../../data/augmentation/parse-augmentation.ts');
  return {
    split,
    perClass: integer('--per-class', 1, 100)(options.perClass ?? (augment === undefined ? '10' : '1')),
    seed: integer('--seed', Number.MIN_SAFE_INTEGER)(options.seed),
    count: integer('--count', 1, 100)(count ?? '8'),
    augmentation: augment === undefined ? undefined : parseAugmentation(augment, '--augment'),
  } as const;
}

/** Draws samples of each class that has pictures. */
async function sampleIndices(
  { labels, classNames }: Dataset,
  perClass: number,
  seed: number,
): Promise<number[][]> {
  const { Random } = await import('../../random.ts');
  const { indicesByClass } = await import('../../data/by-class.ts');
  return indicesByClass(labels, classNames.length)
    .map((indices, label) => new Random(seed, 'show', label).shuffle(indices).slice(0, perClass))
    .filter(({ length }) => length > 0);
}

/** Makes a row for each class. */
function sampleRows({ labels, classNames, images, ...shape }: Dataset, samples: readonly number[][]) {
  const size = shape.channels * shape.height * shape.width;
  return samples.map((indices) => ({
    label: classNames[labels[indices[0]!]!]!,
    images: indices.map((index) => images.subarray(index * size, (index + 1) * size)),
  }));
}

function describeVerification({ name, status, sha256, problem }: FileVerification): string {
  return `${status.padEnd(8)}${name.padEnd(26)}${sha256 ?? problem ?? ''}`.trimEnd();
}

function print(json: boolean | undefined, result: unknown, text: () => string): void {
  if (json) printJson(result);
  else printResult(text());
}
