// Where a catalogue is: the options that name it, and opening it for the time of a command.
import { Option, type Command } from 'commander';
import { InputError } from '../../errors.ts';
import type { Catalogue } from '../../catalogue/store/catalogue.ts';

/** The options that name a catalogue. */
export interface PlaceOptions {
  readonly in?: string;
  readonly into?: string;
  readonly database?: string;
}

const defaultPlace = 'catalogue';

/** Adds `--in`, which is `--into` where a command fills the catalogue; each command takes both. */
export function addPlaceOptions(command: Command, { fills = false } = {}): Command {
  const words = `the catalogue’s folder (default: ${defaultPlace})`;
  const [named, other] = fills ? ['--into', '--in'] : ['--in', '--into'];
  return command
    .option(`${named} <folder>`, words)
    .addOption(new Option(`${other} <folder>`, words).hideHelp())
    .option(
      '--database <address>',
      'a catalogue on a server: postgres://user:password@host/database, with pgvector',
    );
}

/** Opens the catalogue that options name, and closes it when the task is done. */
export async function withCatalogue<T>(
  options: PlaceOptions,
  task: (catalogue: Catalogue) => Promise<T>,
  { creates = false } = {},
): Promise<T> {
  const { openCatalogue } = await import('../../node/catalogue/open-catalogue.ts');
  const catalogue = await openCatalogue(placeOf(options), { creates });
  try {
    return await task(catalogue);
  } finally {
    await catalogue.close();
  }
}

function placeOf({ in: folder, into, database }: PlaceOptions): string {
  const named = [folder, into, database].filter((place) => place !== undefined);
  if (named.length > 1)
    throw new InputError(
      `catalogue: expected one place, got ${named.map((place) => `'${place}'`).join(' and ')}`,
    );
  return named[0] ?? defaultPlace;
}
