// `atelier catalogue inventory`: what a shop has, how that changed, and what is wrong with it.
import { join } from 'node:path';
import { Command } from 'commander';
import type { Inventory } from '../../catalogue/inventory.ts';
import { InputError } from '../../errors.ts';
import { examples, jsonOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly since?: Date;
  readonly out?: string;
  readonly csv?: string;
  readonly json?: boolean;
}

export function inventoryCommand(): Command {
  const command = new Command('inventory')
    .description('count the items by category and attribute; list changes, duplicates and faulty pictures')
    .option(
      '--since <date>',
      'list the changes from this date on, such as 2026-11-01 (default: those of the last synchronisation)',
      date,
    )
    .option('--out <file.html>', 'write a report with pictures as one HTML file')
    .option('--csv <folder>', 'write the lists as CSV into this folder');
  return addPlaceOptions(command)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `
Counts are those of now and of earlier synchronisations that changed something. Duplicates are items with equal or
nearly equal pictures. Unknown pictures are unlike the training data of the catalogue’s model.
${examples(
  'catalogue inventory',
  'catalogue inventory --since 2026-11-01 --out inventory.html',
  'catalogue inventory --in shop --csv lists --json',
)}`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { since, out, csv, json } = options;
  const { checkFilePlace, makeWritableFolder } = await import('../files/file-place.ts');
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { takeInventory } = await import('../../catalogue/inventory.ts');
  const { decodeModelCard } = await import('../../nn/classifier-file.ts');
  if (out !== undefined) await checkFilePlace(out, '.html');
  if (csv !== undefined) await makeWritableFolder(csv, `--csv: cannot write to ${csv}`);
  const [inventory, place] = await withCatalogue(options, async (catalogue) => {
    const filled = await filledCatalogue(catalogue);
    const { bytes, name } = filled.model;
    const { classNames, novelty } = decodeModelCard(Uint8Array.from(bytes), name);
    const told = { classNames, noveltyThreshold: novelty?.threshold, since };
    return [await takeInventory(filled, told), catalogue.place] as const;
  });
  if (out !== undefined) await writeReport(out, inventory, place);
  if (csv !== undefined) await writeTables(csv, inventory);
  if (json) return printJson(inventory);
  const { describeInventory } = await import('./inventory-tables.ts');
  printResult(describeInventory(inventory));
  for (const written of [out, csv]) if (written !== undefined) printResult(`\nwritten: ${written}`);
}

async function writeReport(file: string, inventory: Inventory, place: string): Promise<void> {
  const { inventoryPage } = await import('../../report/inventory/page.ts');
  const { programVersion } = await import('../../node/files/program-version.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  await writeFileAtomically(file, await inventoryPage(inventory, { place, version: programVersion }));
}

async function writeTables(folder: string, inventory: Inventory): Promise<void> {
  const { inventoryTables } = await import('../../catalogue/inventory-tables.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  for (const [name, text] of Object.entries(inventoryTables(inventory)))
    await writeFileAtomically(join(folder, name), text);
}

/** A day, which begins at midnight here, or a time. */
function date(text: string): Date {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00` : text;
  const parsed = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(time) ? new Date(time) : undefined;
  if (parsed && !Number.isNaN(parsed.getTime())) return parsed;
  throw new InputError(`--since: expected a date such as 2026-11-01 or 2026-11-01T09:30, got '${text}'`);
}
