// How good the probabilities are: as a ranking (ROC, precision against recall), and as what they say of
// themselves (calibration).
import { precisionRecallFigure, rocFigure } from '../../figures/class-curves.ts';
import { reliabilityFigure } from '../../figures/reliability.ts';
import { markup } from '../markup.ts';
import type { ReportData } from '../report-data.ts';
import { figureBlocks, isMissing, type Section } from '../section.ts';
import { percent } from '../../number-words.ts';

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
<p>Log loss ${loss.toFixed(4)} nats, Brier score ${brierScore.toFixed(4)} of at most 2, expected calibration error
${percent(calibration.expectedCalibrationError, 2)}: by so much confidence and accuracy are apart on average. ${surenessWords(evaluation)}
${
  isMissing(temperature)
    ? temperature.missing
    : `A temperature of ${temperature.temperature.toFixed(3)}, fitted on ${temperature.fittedOn} pictures of the validation split, would make the error
${percent(temperature.expectedCalibrationError, 2)} and the loss ${temperature.loss.toFixed(4)}; the figures here are without it.`
}</p>`,
  };
}

/** Half a point is not worth a word. */
const honestGap = 0.005;

/** Whether the model claims more or less than it keeps. */
function surenessWords({ calibration: { bins }, accuracy, count }: ReportData['evaluation']): string {
  const claimed = bins.reduce((sum, bin) => sum + bin.confidence * bin.count, 0) / count;
  const gap = claimed - accuracy;
  const verdict =
    Math.abs(gap) < honestGap
      ? 'about as sure as it should be'
      : `${gap > 0 ? 'more' : 'less'} sure than it should be`;
  return `It claims ${percent(claimed)} on average and is right on ${percent(accuracy)}: ${verdict}.`;
}
