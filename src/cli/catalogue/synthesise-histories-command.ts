// `atelier catalogue synthesise-histories`: made-up events, to try recommendations with.
import { Command } from 'commander';
import { syntheticDefaults } from '../../catalogue/recommendations/synthetic-histories.ts';
import { counted } from '../../number-words.ts';
import { examples, integer, jsonOption, seedOption } from '../options/common.ts';
import { printJson, printResult } from '../terminal/output.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';

interface Options extends PlaceOptions {
  readonly users: number;
  readonly seed: number;
  readonly out: string;
  readonly json?: boolean;
}

/** At most 40 events each, so that the table stays within what can be read back. */
const mostUsers = 20_000;

export function synthesiseHistoriesCommand(): Command {
  const command = new Command('synthesise-histories')
    .description(
      'make up SYNTHETIC events of users who like items that look alike, to try recommendations with',
    )
    .option('--users <count>', 'number of users', integer('--users', 1, mostUsers), syntheticDefaults.users)
    .addOption(seedOption('the histories', syntheticDefaults.seed))
    .requiredOption('--out <file.csv>', 'the table to write');
  return addPlaceOptions(command)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      '\nThe events are not of real people: each says so in the column origin. They show whether' +
        '\nrecommendations find tastes that are there, not how real customers behave.\n' +
        examples('catalogue synthesise-histories --users 1000 --seed 1 --out events.csv'),
    )
    .action(synthesise);
}

async function synthesise(options: Options): Promise<void> {
  const { users, seed, out, json } = options;
  const { checkFilePlace } = await import('../files/file-place.ts');
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { itemsInMemory } = await import('../../catalogue/items-in-memory.ts');
  const { formatEvents } = await import('../../catalogue/recommendations/events.ts');
  const { syntheticHistories } = await import('../../catalogue/recommendations/synthetic-histories.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  await checkFilePlace(out, '.csv');
  const items = await withCatalogue(options, async (catalogue) =>
    itemsInMemory(await filledCatalogue(catalogue)),
  );
  const { events } = syntheticHistories(items, { users, seed });
  await writeFileAtomically(out, formatEvents(events, { isSynthetic: true }));
  if (json) printJson({ synthetic: true, file: out, users, events: events.length });
  else
    printResult(
      `${out}: ${counted(events.length, 'SYNTHETIC event')} of ${counted(users, 'made-up user')}, not of real people`,
    );
}
