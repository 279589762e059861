// `atelier catalogue evaluate-recommendations`: how good recommendations are, beside plain methods.
import { Command, Option } from 'commander';
import type {
  RecommendationEvaluation,
  RecommendationFigures,
} from '../../catalogue/recommendations/evaluate-recommendations.ts';
import type { Figure } from '../../catalogue/recommendations/coverage.ts';
import { count, counted, rate, signed } from '../../number-words.ts';
import { examples, jsonOption, oneOf, seedOption } from '../options/common.ts';
import { notice, oneLine, printJson, printResult } from '../terminal/output.ts';
import { stageReporter } from '../terminal/stage-progress.ts';
import { alignColumns } from '../terminal/table.ts';
import { addPlaceOptions, withCatalogue, type PlaceOptions } from './place.ts';
import { addRecommendationOptions, type RecommendationOptions } from './recommendation-options.ts';

interface Options extends PlaceOptions, RecommendationOptions {
  readonly split: 'validation' | 'test';
  readonly seed: number;
  readonly json?: boolean;
}

export function evaluateRecommendationsCommand(): Command {
  const command = addRecommendationOptions(
    new Command('evaluate-recommendations').description(
      'measure how often recommendations contain the item that a user takes next, beside popular items, random items and item-kNN',
    ),
  )
    .addOption(
      new Option('--split <name>', 'the item to find: test, each user’s last, or validation, the one before')
        .argParser(oneOf('--split', ['validation', 'test'] as const))
        .default('test'),
    )
    .addOption(seedOption('the random items and the intervals', 1));
  return addPlaceOptions(command)
    .addOption(jsonOption())
    .addHelpText(
      'after',
      `\nChoose --diverse and --half-life by --split validation.\n${examples(
        'catalogue evaluate-recommendations --events events.csv',
        'catalogue evaluate-recommendations --events events.csv --split validation --half-life 30 --json',
      )}`,
    )
    .action(evaluate);
}

async function evaluate(options: Options): Promise<void> {
  const { top, diverse, halfLife, split, seed } = options;
  const { filledCatalogue } = await import('../../node/catalogue/filled-catalogue.ts');
  const { readEvents } = await import('../../node/catalogue/read-events.ts');
  const { itemKeys } = await import('../../catalogue/store/read-items.ts');
  const { itemsInMemory } = await import('../../catalogue/items-in-memory.ts');
  const { evaluateRecommendations } =
    await import('../../catalogue/recommendations/evaluate-recommendations.ts');
  const { interestRecommender } = await import('../../catalogue/recommendations/recommender.ts');
  const { itemNeighboursRecommender, popularityRecommender, randomRecommender } =
    await import('../../catalogue/recommendations/baselines.ts');
  const { items, parsed } = await withCatalogue(options, async (catalogue) => {
    const filled = await filledCatalogue(catalogue);
    const keys = await itemKeys(filled.db, filled.model.id);
    return { parsed: await readEvents(options.events, keys), items: await itemsInMemory(filled) };
  });
  parsed.notices.forEach((text) => notice(oneLine(text)));
  const pictured = new Set(items.keys);
  const events = parsed.events.filter(({ item }) => pictured.has(item));
  if (events.length < parsed.events.length)
    notice(
      `${options.events}: left out ${counted(parsed.events.length - events.length, 'event')} of items without a picture`,
    );
  const methods = {
    interests: interestRecommender(items, { diversity: diverse, halfLifeDays: halfLife }),
    popularity: popularityRecommender,
    random: randomRecommender(items.keys, seed),
    'item-kNN': itemNeighboursRecommender,
  };
  const report = stageReporter();
  const result = await evaluateRecommendations(items, events, methods, {
    ...{ count: top, target: split, seed },
    onProgress: (method, share) => report(`recommending by ${method}`, share),
  });
  if (options.json) printJson({ split, syntheticEvents: parsed.syntheticEvents, ...result });
  else printResult(describe(result, split));
}

function describe(
  { users, count: length, figures, differences }: RecommendationEvaluation,
  split: Options['split'],
): string {
  const target = split === 'test' ? 'last new item' : 'last new item but one';
  return [
    `${counted(users, 'user')}, lists of ${count(length)}; the item to find is the ${target} of each`,
    table('', figures, rate),
    `Differences on the same users`,
    table('interests minus', differences, (value) => signed(value, 3)),
    '95 % intervals in brackets',
  ].join('\n\n');
}

const columns: Readonly<Record<keyof RecommendationFigures, string>> = {
  hitRate: 'hit rate',
  ndcg: 'nDCG',
  mrr: 'MRR',
  coverage: 'coverage',
  diversity: 'diversity',
};

function table(
  heading: string,
  methods: Readonly<Record<string, RecommendationFigures>>,
  words: (value: number) => string,
): string {
  const names = Object.keys(columns) as (keyof RecommendationFigures)[];
  const cell = ({ value, interval }: Figure) => `${words(value)} [${interval.map(words).join(', ')}]`;
  return alignColumns([
    [heading, ...Object.values(columns)],
    ...Object.entries(methods).map(([name, figures]) => [name, ...names.map((one) => cell(figures[one]))]),
  ]);
}
