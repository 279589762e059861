// The training history: loss, accuracy and learning rate by epoch.
import { learningFigures } from '../../figures/learning-curves.ts';
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlocks, sectionOf, type Section } from '../section.ts';
import { percent } from '../../number-words.ts';

export const trainingSection = ({ history }: ReportData): Section =>
  sectionOf({ id: 'training', title: 'Training' }, history, (epochs) => {
    const figures = learningFigures(epochs);
    const best = epochs.reduce((found, epoch) =>
      epoch.validationAccuracy > found.validationAccuracy ? epoch : found,
    );
    const seconds = epochs.reduce((sum, epoch) => sum + epoch.seconds, 0);
    return {
      figures,
      content: markup`<p>Training took ${seconds.toFixed(0)} s for ${epochs.length === 1 ? 'one epoch' : `${epochs.at(-1)!.epoch} epochs`}.
The highest accuracy on the validation split, ${percent(best.validationAccuracy, 2)}, was reached after epoch ${best.epoch}. This report describes the model of the run’s best epoch.</p>
<div class="grid">${figureBlocks(figures)}</div>`,
    };
  });
