// Options that commands about recommendations share.
import { Option, type Command } from 'commander';
import { interestDefaults } from '../../catalogue/recommendations/interests.ts';
import { recommendDefaults } from '../../catalogue/recommendations/recommend.ts';
import { integer, numberBetween, positiveNumber } from '../options/common.ts';

/** The options of `addRecommendationOptions`. */
export interface RecommendationOptions {
  readonly events: string;
  readonly top: number;
  readonly diverse: number;
  readonly halfLife: number;
}

/** Adds the table of events, and how a history becomes a list of items. */
export function addRecommendationOptions(command: Command): Command {
  return command
    .requiredOption(
      '--events <file.csv>',
      'what users did: a table with the columns user, item and time, and event if there are several kinds',
    )
    .option(
      '--top <count>',
      'number of items for each user',
      integer('--top', 1, 100),
      recommendDefaults.count,
    )
    .addOption(
      new Option('--diverse <share>', 'from 0, the most similar items, to 1, items unlike each other')
        .argParser(numberBetween('--diverse', 0, 1))
        .default(recommendDefaults.diversity),
    )
    .option(
      '--half-life <days>',
      'after how many days an event says half as much about a user’s interests',
      positiveNumber('--half-life'),
      interestDefaults.halfLifeDays,
    );
}
