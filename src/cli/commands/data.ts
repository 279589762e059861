// `atelier data`: what data is on this computer, download and check Fashion-MNIST, and look at samples of a data set.
// The work is done in src/node/data; here are only the options and how the results are printed.
import { Command, Option } from 'commander';
import { InputError } from '../../errors.ts';
import { type Dataset } from '../../data/dataset.ts';
import { type FileVerification } from '../../node/data/verify.ts';
import { addPictureOptions, loadNamedData, type DataOptions } from '../data-options.ts';
import {
  dataOption,
  examples,
  integer,
  offlineOption,
  oneOf,
  splitNames,
  type SplitName,
} from '../options.ts';
import { downloadReporter, printJson, printResult } from '../output.ts';
import { describePictures, describePlace } from '../status-tables.ts';

/** The command `data` with its subcommands `status`, `download`, `verify` and `show`. */
export function dataCommand(): Command {
  return new Command('data')
    .description('find, download, check and look at data sets')
    .addCommand(statusCommand())
    .addCommand(downloadCommand())
    .addCommand(verifyCommand())
    .addCommand(showCommand())
    .addHelpText(
      'after',
      examples('data status', 'data download', 'data show --data sketches --out sketches.png'),
    );
}

function statusCommand(): Command {
  return new Command('status')
    .description(
      'say which data lies in $ATELIER_DATA and in the cache, or in a folder, with pictures per class',
    )
    .option('--data <folder>', 'a folder of photographs or of IDX files, or a .csv with file,label[,split]')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('data status', 'data status --data ./photos', 'data status --json'))
    .action(async ({ data, json }: { data?: string; json?: boolean }) => {
      const { dataStatus, namedStatus } = await import('../../node/data/status.ts');
      if (data !== undefined) {
        const status = await namedStatus(data);
        const describe = () => ('layout' in status ? describePictures(status) : describePlace(status));
        return print(json, status, describe);
      }
      const places = await dataStatus();
      print(json, places, () => places.map(describePlace).join('\n\n'));
    });
}

function downloadCommand(): Command {
  return new Command('download')
    .description('download Fashion-MNIST into the cache and check it; files that are right are kept')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('data download', 'data download --json'))
    .action(async ({ json }: { json?: boolean }) => {
      const { cacheFolder } = await import('../../node/data/places.ts');
      const { downloadFashionMnist } = await import('../../node/data/download.ts');
      const folder = cacheFolder(process.env);
      const downloaded = await downloadFashionMnist({ folder, onProgress: downloadReporter() });
      const found =
        downloaded.length === 0 ? 'nothing to download, all files are right' : 'downloaded and checked';
      print(json, { folder, downloaded }, () => [`${folder}: ${found}`, ...downloaded].join('\n  '));
    });
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('check files against the published SHA-256 of Fashion-MNIST')
    .option('--data <folder>', 'the folder to check (default: $ATELIER_DATA, else the cache)')
    .option('--json', 'print the result as JSON')
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
          `${folder}: expected the published Fashion-MNIST, ${wrong} of 4 files wrong or missing`,
        );
      }
    });
}

interface ShowOptions extends DataOptions {
  readonly split: SplitName;
  readonly perClass: string;
  readonly seed: string;
  readonly out: string;
  readonly json?: boolean;
}

function showCommand(): Command {
  const command = new Command('show')
    .description('draw a contact sheet (PNG) with samples of each class')
    .addOption(dataOption())
    .addOption(offlineOption())
    .addOption(
      new Option('--split <name>', 'train, test, or the validation split of photographs')
        .argParser(oneOf('--split', splitNames))
        .default('train'),
    )
    .option('--per-class <count>', 'pictures of each class', '10')
    .option('--seed <integer>', 'which pictures are drawn', '0')
    .option('--out <file>', 'the PNG to write', 'data.png')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      examples(
        'data show',
        'data show --data sketches --per-class 20 --out sketches.png',
        'data show --data ./photos --size 96 --fit cover',
      ),
    )
    .action(show);
  return addPictureOptions(command);
}

async function show(options: ShowOptions): Promise<void> {
  const perClass = integer('--per-class', 1, 100)(options.perClass);
  const seed = integer('--seed', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)(options.seed);
  const { split, out } = options;
  const { contactSheet } = await import('../../node/contact-sheet.ts');
  const { writeFileAtomically } = await import('../../node/atomic-write.ts');
  const splits = await loadNamedData(options);
  const dataset = splits[split];
  if (!dataset) throw new InputError(`--split: ${splits.train.name} has no ${split} split of its own`);
  const rows = await sampleRows(dataset, perClass, seed);
  const { height, width, channels, name } = dataset;
  await writeFileAtomically(
    out,
    await contactSheet({ rows, height, width, channels, title: `${name}, ${split}` }),
  );
  const images = rows.reduce((sum, row) => sum + row.images.length, 0);
  print(options.json, { out, data: name, split, images, classes: rows.length }, () => {
    return `${out}: ${images} pictures of ${rows.length} classes from ${name}, ${split}`;
  });
}

/** Samples of each class that has any, drawn from the seed. */
async function sampleRows({ labels, classNames, images, ...size }: Dataset, perClass: number, seed: number) {
  const { Random } = await import('../../random.ts');
  const bytes = size.channels * size.height * size.width;
  const members: number[][] = classNames.map(() => []);
  labels.forEach((label, index) => members[label]!.push(index));
  return members
    .map((indices, label) => ({
      label: classNames[label]!,
      images: new Random(seed, 'show', label)
        .shuffle(indices)
        .slice(0, perClass)
        .map((index) => images.subarray(index * bytes, (index + 1) * bytes)),
    }))
    .filter((row) => row.images.length > 0);
}

function describeVerification({ name, status, sha256, problem }: FileVerification): string {
  return `${status.padEnd(8)}${name.padEnd(26)}${sha256 ?? problem ?? ''}`.trimEnd();
}

function print(json: boolean | undefined, result: unknown, text: () => string): void {
  if (json) printJson(result);
  else printResult(text());
}
