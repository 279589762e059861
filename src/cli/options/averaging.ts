// The options that average predictions: over views of each picture, and over several models.
import { Option, type Command } from 'commander';
import { checkViews, viewNames, type ViewName } from '../../data/augmentation/views.ts';

export interface AveragingOptions {
  readonly tta?: readonly ViewName[];
  /** The models to average with, besides the command's own. */
  readonly ensemble?: readonly string[];
}

/** Adds `--tta` and `--ensemble` to a command that takes a model. */
export const addAveragingOptions = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--tta <views>',
        `test-time augmentation: average over each picture and its views: ${viewNames.join(', ')} or both; flip mirrors, shift moves by one pixel in four directions`,
      ).argParser(parseViews),
    )
    .addOption(new Option('--ensemble <models...>', 'average with more models; put this option last'));

function parseViews(text: string): readonly ViewName[] {
  const views = text === '' ? [] : text.split(',');
  checkViews(views, '--tta');
  return views;
}

/** Describes an average: `ensemble of 3 with test-time augmentation (flip)`; `''` for a single prediction. */
export function describeAveraging(models: number, views: readonly ViewName[] | undefined): string {
  const parts = [
    ...(models > 1 ? [`ensemble of ${models}`] : []),
    ...(views ? [`with test-time augmentation (${views.join(', ')})`] : []),
  ];
  return parts.join(' ');
}
