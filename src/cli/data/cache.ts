// `atelier data cache`: what the program keeps in the user's cache, and its removal.
import { Command } from 'commander';
import { InputError } from '../../errors.ts';
import { counted } from '../../number-words.ts';
import type { CacheChoice, CacheEntry } from '../../node/data/caches.ts';
import { examples, jsonOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';

interface Options {
  readonly clear?: string | true;
  readonly all?: boolean;
  readonly json?: boolean;
}

export function cacheCommand(): Command {
  return new Command('cache')
    .description('list what is in the cache with its size, or remove decoded pictures from it')
    .option(
      '--clear [name]',
      'remove the decoded pictures of all data sets, or only what has this name in the list',
    )
    .option('--all', 'with --clear: remove downloads and everything else, too')
    .addOption(jsonOption())
    .addHelpText('after', examples('data cache', 'data cache --clear photos', 'data cache --clear --all'))
    .action(run);
}

async function run({ clear, all = false, json }: Options): Promise<void> {
  const { clearCaches, listCaches } = await import('../../node/data/caches.ts');
  const { bytesInWords, describeCaches } = await import('./tables.ts');
  const { programCacheFolder } = await import('../../node/data/places.ts');
  const choice = clear === undefined ? undefined : choiceOf(clear, all);
  if (all && !choice) throw new InputError('--all: expected --clear too; without it nothing is removed');
  const entries = await (choice ? clearCaches(process.env, choice) : listCaches(process.env));
  const folder = programCacheFolder(process.env);
  if (json) return printJson({ folder, [choice ? 'removed' : 'entries']: entries });
  const total = `${counted(entries.length, 'cache')}, ${bytesInWords(sumOf(entries))}`;
  printResult(`${folder}: ${choice ? 'removed ' : ''}${total}`);
  if (entries.length > 0) printResult(describeCaches(entries));
}

function choiceOf(clear: string | true, all: boolean): CacheChoice {
  if (clear === true) return all ? 'all' : 'pictures';
  if (!all) return { name: clear };
  throw new InputError(`--all: expected --clear without a name, got --clear '${clear}'`);
}

const sumOf = (entries: readonly CacheEntry[]): number => entries.reduce((sum, { bytes }) => sum + bytes, 0);
