// The quality of the probabilities: as a ranking (ROC, precision and recall), and their calibration.
import { precisionRecallFigure, rocFigure } from '../../figures/class-curves.ts';
import { reliabilityFigure } from '../../figures/reliability.ts';
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlocks, isMissing, type Section } from '../section.ts';
import { counted, percent } from '../../number-words.ts';

export function probabilitiesSection({ evaluation, temperature }: ReportData): Section {
  const { calibration, loss, brierScore } = evaluation;
  const curves = [rocFigure(evaluation), precisionRecallFigure(evaluation)].filter(
    (figure) => figure !== undefined,
  );
  const reliability = reliabilityFigure(calibration);
  return {
    ...{ id: 'probabilities', title: 'Probabilities' },
    figures: [...curves, reliability],
    content: markup`<div class="grid">${figureBlocks([...curves, reliability])}</div>
<p>The log loss is ${loss.toFixed(4)} nats, and the Brier score is ${brierScore.toFixed(4)} (at most 2). The expected calibration error is
${percent(calibration.expectedCalibrationError, 2)}: the average difference between confidence and accuracy. ${confidenceWords(evaluation)}</p>
<p>${
      isMissing(temperature)
        ? temperature.missing
        : `With a temperature of ${temperature.temperature.toFixed(3)}, fitted on ${counted(temperature.fittedOn, 'picture')} of the validation split, the calibration error would be
${percent(temperature.expectedCalibrationError, 2)} and the log loss ${temperature.loss.toFixed(4)}. This report does not use the temperature.`
    }</p>`,
  };
}

/** A gap below half a point does not matter. */
const honestGap = 0.005;

/** Whether the model is overconfident or underconfident. */
function confidenceWords({ calibration: { bins }, accuracy, count }: ReportData['evaluation']): string {
  const claimed = bins.reduce((sum, bin) => sum + bin.confidence * bin.count, 0) / count;
  const gap = claimed - accuracy;
  const verdict =
    Math.abs(gap) < honestGap
      ? 'about as confident as it should be'
      : `${gap > 0 ? 'over' : 'under'}confident`;
  return `The average confidence is ${percent(claimed)} and the accuracy is ${percent(accuracy)}: the model is ${verdict}.`;
}
