// `atelier catalogue`: a shop's pictures, searched by what is on them.
import { Command } from 'commander';
import { examples } from '../options/common.ts';
import { categoriseCommand } from './categorise-command.ts';
import { evaluateRecommendationsCommand } from './evaluate-recommendations-command.ts';
import { inventoryCommand } from './inventory-command.ts';
import { recommendCommand } from './recommend-command.ts';
import { reindexCommand } from './reindex-command.ts';
import { searchCommand } from './search-command.ts';
import { statusCommand } from './status-command.ts';
import { syncCommand } from './sync-command.ts';
import { synthesiseHistoriesCommand } from './synthesise-histories-command.ts';
import { watchCommand } from './watch-command.ts';

export function catalogueCommand(): Command {
  return new Command('catalogue')
    .description('keep a shop’s pictures searchable: similar items, recommendations, categories, inventory')
    .addHelpText(
      'after',
      examples(
        'catalogue sync photos/',
        'catalogue sync products.csv --into shop',
        'catalogue search boot.jpg',
        'catalogue recommend --events events.csv --user ann',
      ),
    )
    .addCommand(syncCommand())
    .addCommand(searchCommand())
    .addCommand(recommendCommand())
    .addCommand(evaluateRecommendationsCommand())
    .addCommand(synthesiseHistoriesCommand())
    .addCommand(statusCommand())
    .addCommand(reindexCommand())
    .addCommand(categoriseCommand())
    .addCommand(inventoryCommand())
    .addCommand(watchCommand());
}
