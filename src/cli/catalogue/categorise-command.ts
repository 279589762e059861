// `atelier catalogue categorise`: the class of each item, what a person has to look at, and corrections.
import { join } from 'node:path';
import { Command } from 'commander';
import type { Categorised } from '../../catalogue/categorise.ts';
import type { ReadCorrections } from '../../catalogue/read-corrections.ts';
import type { FilledCatalogue } from '../../catalogue/store/catalogue.ts';
import { quoteFew, firstFew } from '../../few-words.ts';
import { count, counted } from '../../number-words.ts';
import { examples, jsonOption, share } from '../options/common.ts';
import { complain, notice, oneLine, printJson, printResult } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly minConfidence: number;
  readonly out?: string;
  readonly corrections?: string;
  readonly json?: boolean;
}

/** Where probabilities can be trusted, at least four of five items above it are right. */
const defaultConfidence = 0.8;
/** How many items of the worklist are printed. */
const mostPrinted = 10;

export function categoriseCommand(): Command {
  const command = new Command('categorise')
    .description(
      'count the items of each class, list those that a person has to look at, and read corrections back',
    )
    .option(
      '--min-confidence <share>',
      'look at items whose class is less likely than this',
      share('--min-confidence'),
      defaultConfidence,
    )
    .option(
      '--out <folder>',
      'write worklist.csv, to fill in, and worklist.png, its pictures, into this folder',
    )
    .option('--corrections <file.csv>', 'keep the corrections of a filled-in worklist first');
  return addPlaceOptions(command)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
A person has to look at an item whose picture is unlike the training data, whose class the model is not sure of, or
whose category is another class of the model. Write the right class, which may be a new one, into the column
'correction' of worklist.csv. Corrections are kept, and atelier train --data CATALOGUE learns from them.
${examples(
  'catalogue categorise --out review',
  'catalogue categorise --corrections review/worklist.csv',
  'catalogue categorise --in shop --min-confidence 0.95 --json',
  'train --data catalogue',
)}`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { minConfidence, out, corrections, json } = options;
  const { makeWritableFolder } = await import('../files/file-place.ts');
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { categorise } = await import('../../catalogue/categorise.ts');
  const { judgedItems } = await import('../../catalogue/store/judged-items.ts');
  const { decodeModelCard } = await import('../../nn/classifier-file.ts');
  if (out !== undefined) await makeWritableFolder(out, `--out: cannot write to ${out}`);
  const told = corrections === undefined ? undefined : await readFilledIn(corrections);
  const result = await withCatalogue(options, async (catalogue) => {
    const filled = await filledCatalogue(catalogue);
    const { model } = filled;
    const { classNames, novelty } = decodeModelCard(Uint8Array.from(model.bytes), model.name);
    if (told) await keepCorrections(filled, classNames, told);
    const items = await judgedItems(filled.db, model.id);
    return categorise(items, { classNames, minConfidence, noveltyThreshold: novelty?.threshold });
  });
  if (out !== undefined) await writeWorklist(out, result);
  if (json) return printJson(result);
  printResult(describe(result));
  if (out !== undefined && result.review.length > 0)
    printResult(`\nall of them, to fill in: ${join(out, 'worklist.csv')}`);
}

interface FilledIn extends ReadCorrections {
  readonly file: string;
}

async function readFilledIn(file: string): Promise<FilledIn> {
  const { readText } = await import('../../node/data/read-text.ts');
  const { readCorrections } = await import('../../catalogue/read-corrections.ts');
  return { file, ...readCorrections(await readText(file), file) };
}

async function keepCorrections(
  { db }: FilledCatalogue,
  classNames: readonly string[],
  { file, corrections, blank }: FilledIn,
): Promise<void> {
  const { findClass } = await import('../../catalogue/category-names.ts');
  const { keysAmong, storeCorrections } = await import('../../catalogue/store/corrections.ts');
  const known = await keysAmong(
    db,
    corrections.map(({ key }) => key),
  );
  const kept = corrections.filter(({ key }) => known.has(key));
  await storeCorrections(
    db,
    kept.map(({ key, category }) => ({ key, category })),
  );
  notice(`kept ${counted(kept.length, 'correction')}`);
  const classOf = findClass(classNames);
  const added = new Set(kept.map(({ category }) => category).filter((name) => !classOf(name)));
  if (added.size > 0) notice(`new to the model: ${quoteFew([...added].map(oneLine))}`);
  if (blank.length > 0)
    notice(`left out ${counted(blank.length, 'row')} without a correction: ${linesOf(blank)}`);
  const unknown = corrections.filter(({ key }) => !known.has(key));
  if (unknown.length === 0) return;
  const names = unknown.map(({ key, line }) => `'${oneLine(key)}' on line ${line}`);
  complain(`${file}: left out ${counted(unknown.length, 'key')} that no item has: ${firstFew(names)}`);
  process.exitCode ??= 1;
}

const linesOf = (lines: readonly number[]): string =>
  `${lines.length === 1 ? 'line' : 'lines'} ${firstFew(lines.map(String))}`;

async function writeWorklist(folder: string, { review }: Categorised): Promise<void> {
  const { worklistFiles } = await import('../../node/catalogue/worklist-files.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  for (const [name, content] of Object.entries(await worklistFiles(review)))
    await writeFileAtomically(join(folder, name), content);
}

function describe({ classes, review, compared }: Categorised): string {
  const table = alignColumns([
    ['class', 'items', 'to look at', 'corrected'],
    ...classes.map((one) => [one.class, count(one.items), count(one.review), count(one.corrected)]),
  ]);
  const parts = [table];
  if (compared.items > 0)
    parts.push(
      `of ${counted(compared.items, 'item')} whose category is a class of the model, ${count(compared.different)} look like another class`,
    );
  if (review.length === 0) return [...parts, 'there is nothing to look at'].join('\n\n');
  const rows = review
    .slice(0, mostPrinted)
    .map((item) => [
      ...[item.key, item.class, item.category ?? '', item.reasons.join('; '), item.probability.toFixed(2)],
    ]);
  const of = review.length > mostPrinted ? `; the first ${mostPrinted}` : '';
  return [
    ...parts,
    `${counted(review.length, 'item')} to look at${of}:`,
    alignColumns([['item', 'class', 'category', 'reason', 'probability'], ...rows], 4),
  ].join('\n\n');
}
