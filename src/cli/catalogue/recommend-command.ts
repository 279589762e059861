// `atelier catalogue recommend`: items for the users of a shop, by what they did before.
import { Command } from 'commander';
import type { RecommendedItem } from '../../catalogue/recommend-for-users.ts';
import type { ShopEvent } from '../../catalogue/recommendations/events.ts';
import { InputError } from '../../errors.ts';
import { count, counted, rate } from '../../number-words.ts';
import { examples, integer, jsonOption } from '../options/common.ts';
import { notice, oneLine, printJson, printResult } from '../terminal/output.ts';
import { alignColumns } from '../terminal/table.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';
import { addRecommendationOptions, type RecommendationOptions } from './recommendation-options.ts';

interface Options extends PlaceOptions, RecommendationOptions {
  readonly user?: string[];
  readonly limit: number;
  readonly offset: number;
  readonly where?: string;
  readonly out?: string;
  readonly json?: boolean;
}

/** A user and what is recommended. */
interface Recommended {
  readonly user: string;
  /** In the order of time. */
  readonly history: readonly ShopEvent[];
  /** The pictures of the last items of the history. */
  readonly files: readonly string[];
  readonly items: readonly RecommendedItem[];
}

export function recommendCommand(): Command {
  const command = addRecommendationOptions(
    new Command('recommend').description(
      'recommend items to users by what they did before, with reasons; popular items to those without a history',
    ),
  )
    .option('--user <names...>', 'only these users or sessions (default: all)')
    .option('--limit <count>', 'number of users, if none is named', integer('--limit', 1), 20)
    .option('--offset <count>', 'number of users to skip before, if none is named', integer('--offset', 0), 0)
    .option('--where <condition>', 'only items such as "price < 50 and category = \'Dress\'"')
    .option('--out <file.png>', 'draw the last items of users and what is recommended as a contact sheet');
  return addPlaceOptions(command)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      examples(
        'catalogue recommend --events events.csv --user ann',
        'catalogue recommend --events events.csv --user ann bob --where "price < 50" --out ann-and-bob.png',
        'catalogue recommend --events events.csv --limit 1000 --json',
      ),
    )
    .action(recommend);
}

async function recommend(options: Options): Promise<void> {
  const { out, json } = options;
  if (out !== undefined) {
    const { checkFilePlace } = await import('../files/file-place.ts');
    await checkFilePlace(out, '.png');
  }
  const found = await recommendAll(options);
  if (out !== undefined) await draw(out, found);
  if (json)
    printJson(
      found.map(({ user, items }) => ({
        user,
        items: items.map(({ key, score, category, because }) => ({ key, score, category, because })),
      })),
    );
  else printResult(found.map(describe).join('\n\n'));
}

async function recommendAll(options: Options): Promise<Recommended[]> {
  const { where, top, diverse, halfLife } = options;
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { readEvents } = await import('../../node/catalogue/read-events.ts');
  const { conditionOf } = await import('../../catalogue/conditions.ts');
  const { catalogueRecommender } = await import('../../catalogue/recommend-for-users.ts');
  const { eventsByUser } = await import('../../catalogue/recommendations/events.ts');
  const { itemKeys, itemsByKey } = await import('../../catalogue/store/read-items.ts');
  return withCatalogue(options, async (catalogue) => {
    const filled = await filledCatalogue(catalogue);
    const { db, model } = filled;
    const condition = where === undefined ? undefined : await conditionOf(filled, where);
    const { events, notices } = await readEvents(options.events, await itemKeys(db, model.id));
    notices.forEach((text) => notice(oneLine(text)));
    const histories = eventsByUser(events);
    const users = usersOf([...histories.keys()], options);
    const recommender = await catalogueRecommender(filled, events, {
      ...{ where: condition, count: top, diversity: diverse, halfLifeDays: halfLife },
    });
    const found: Recommended[] = [];
    for (const user of users) {
      const history = histories.get(user) ?? [];
      if (history.length === 0)
        notice(`${oneLine(user)}: no event of this user in ${options.events}; recommends popular items`);
      const last = [...new Set(history.toReversed().map(({ item }) => item))].slice(0, picturesOfHistory);
      const known = await itemsByKey(db, last);
      const files = last.flatMap((key) => known.get(key)?.file ?? []);
      found.push({ user, history, files, items: await recommender(history) });
    }
    return found;
  });
}

/** How many pictures of a history a contact sheet shows, and of how many users. */
const [picturesOfHistory, mostDrawn] = [5, 100];

/** The users that are named; otherwise some of all. */
function usersOf(all: readonly string[], { user, limit, offset, out }: Options): string[] {
  if (offset >= all.length && user === undefined)
    throw new InputError(
      `--offset: expected less than ${count(all.length)}, the number of users, got ${offset}`,
    );
  const users = user === undefined ? all.slice(offset, offset + limit) : [...new Set(user)];
  if (out !== undefined && users.length > mostDrawn)
    throw new InputError(`--out: expected at most ${mostDrawn} users on a sheet, got ${count(users.length)}`);
  const end = offset + users.length;
  if (user === undefined && users.length < all.length)
    notice(
      `users ${count(offset + 1)} to ${count(end)} of ${count(all.length)}${end < all.length ? `; for the next ones: --offset ${end}` : ''}`,
    );
  return users;
}

async function draw(out: string, found: readonly Recommended[]): Promise<void> {
  const { searchSheet } = await import('../../node/catalogue/search-sheet.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const rows = found.map(({ user, files, items }) => ({
    labels: [`seen by ${oneLine(user)}`, `for ${oneLine(user)}`] as const,
    files,
    items: items.map((item) => ({ ...item, score: cosineOf(item) })),
  }));
  await writeFileAtomically(out, await searchSheet(rows));
}

/** The cosine of an item and an interest; null for what is only popular, whose score is on another scale. */
const cosineOf = ({ score, because }: Pick<RecommendedItem, 'score' | 'because'>): number | null =>
  because === null ? null : score;

function describe({ user, history, items }: Recommended): string {
  const title = `${oneLine(user)}, ${counted(history.length, 'event')}`;
  if (items.length === 0) return `${title}\nnothing to recommend`;
  const rows = items.map(({ key, score, category, because }) => [
    rate(cosineOf({ score, because })),
    oneLine(key),
    oneLine(category ?? ''),
    because === null ? 'popular' : `because of item ${oneLine(because)}`,
  ]);
  return `${title}\n${alignColumns([['score', 'item', 'category', ''], ...rows], 4)}`;
}
