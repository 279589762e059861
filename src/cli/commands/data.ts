// `atelier data`: what data is on this computer, download and check Fashion-MNIST, and look at samples of a data set.
// The work is done in src/node/data; here are only the options and how the results are printed.
import { Command } from 'commander';
import { InputError } from '../../errors.ts';
import { type Dataset } from '../../data/dataset.ts';
import { type PlaceStatus } from '../../node/data/status.ts';
import { type FileVerification } from '../../node/data/verify.ts';
import { examples, integer } from '../options.ts';
import { downloadReporter, notice, printJson, printResult } from '../output.ts';

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
    .description('say which data lies in $ATELIER_DATA and in the cache, with images per class')
    .option('--json', 'print the result as JSON')
    .addHelpText('after', examples('data status', 'data status --json'))
    .action(async ({ json }: { json?: boolean }) => {
      const { dataStatus } = await import('../../node/data/status.ts');
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

interface ShowOptions {
  readonly data?: string;
  readonly offline?: boolean;
  readonly split: string;
  readonly perClass: string;
  readonly seed: string;
  readonly out: string;
  readonly json?: boolean;
}

function showCommand(): Command {
  return new Command('show')
    .description('draw a contact sheet (PNG) with samples of each class')
    .option('--data <name>', 'fashion-mnist, sketches, or a folder of IDX files')
    .option('--offline', 'never ask the network')
    .option('--split <name>', 'train or test', 'train')
    .option('--per-class <count>', 'pictures of each class', '10')
    .option('--seed <integer>', 'which pictures are drawn', '0')
    .option('--out <file>', 'the PNG to write', 'data.png')
    .option('--json', 'print the result as JSON')
    .addHelpText(
      'after',
      examples('data show', 'data show --data sketches --per-class 20 --out sketches.png'),
    )
    .action(show);
}

async function show(options: ShowOptions): Promise<void> {
  const perClass = integer('--per-class', 1, 100)(options.perClass);
  const seed = integer('--seed', Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER)(options.seed);
  const { split, out } = options;
  if (split !== 'train' && split !== 'test') {
    throw new InputError(`--split: expected train or test, got '${split}'`);
  }
  const { loadData } = await import('../../node/data/load.ts');
  const { contactSheet } = await import('../../node/contact-sheet.ts');
  const { writeFileAtomically } = await import('../../node/atomic-write.ts');
  const dataset = (
    await loadData(options.data, {
      offline: options.offline ?? false,
      onProgress: downloadReporter(),
      onNotice: notice,
    })
  )[split];
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

function describePlace({ place, folder, files, content, problem }: PlaceStatus): string {
  const title = place === 'cache' ? 'cache' : '$ATELIER_DATA';
  if (folder === undefined) return `${title}: not set`;
  const lines = files.map(({ name, bytes }) => {
    return `  ${name.padEnd(24)}${(bytes === undefined ? 'missing' : `${bytes} bytes`).padStart(16)}`;
  });
  if (problem !== undefined) lines.push(`  ${problem}`);
  if (content !== undefined) {
    lines.push(
      `  data set: ${content.name}`,
      `  ${'class'.padEnd(20)}${'train'.padStart(10)}${'test'.padStart(10)}`,
    );
    content.classNames.forEach((name, label) => {
      const [train, test] = [content.trainCounts[label], content.testCounts[label]];
      lines.push(`  ${name.padEnd(20)}${String(train).padStart(10)}${String(test).padStart(10)}`);
    });
  }
  return [`${title}: ${folder}`, ...lines].join('\n');
}

function describeVerification({ name, status, sha256, problem }: FileVerification): string {
  return `${status.padEnd(8)}${name.padEnd(26)}${sha256 ?? problem ?? ''}`.trimEnd();
}

function print(json: boolean | undefined, result: unknown, text: () => string): void {
  if (json) printJson(result);
  else printResult(text());
}
