// Whether the model is right as often as it says; a bin opens its pictures. And what is left to a person.
import { useCallback, useMemo } from 'react';
import { reliabilityFigure } from '../../../../src/figures/reliability.ts';
import { riskCoverageFigure } from '../../../../src/figures/risk-coverage.ts';
import { riskCoverage } from '../../../../src/metrics/risk-coverage.ts';
import { toCsv } from '../../core/csv.ts';
import { Button } from '../../ui/button.tsx';
import { Chart } from '../../ui/chart.tsx';
import { SpotFigure } from '../../ui/spot-figure.tsx';
import { evaluateWords } from '../../words/evaluate.ts';
import { number, percent } from '../../words/numbers.ts';
import type { Results } from './queries.ts';
import { useEvaluateView } from './use-view.ts';
import styles from './evaluate.module.css';

const widest = 620;
/** Per cent of the pictures that may be left to a person. */
const shares = [1, 5, 10, 20];

export function Calibration({ results: { document, predictions } }: { readonly results: Results }) {
  const { pick, open } = useEvaluateView();
  const { calibration } = document.report;
  const draw = useCallback(
    (width: number) => reliabilityFigure(calibration, { width: Math.min(width, widest) }),
    [calibration],
  );
  const coverage = useMemo(() => riskCoverage(predictions), [predictions]);
  const drawCoverage = useCallback(
    (width: number) => riskCoverageFigure(coverage, { width: Math.min(width, widest) }),
    [coverage],
  );
  return (
    <>
      <Temperature temperature={document.temperature} before={calibration.expectedCalibrationError} />
      <SpotFigure
        draw={draw}
        onOpen={(low) => open({ kind: 'bin', low: Number(low) })}
        marked={pick?.kind === 'bin' ? [String(pick.low)] : []}
        csv={() =>
          toCsv(
            ['low', 'high', 'count', 'confidence', 'accuracy'],
            calibration.bins.map((bin) => [bin.low, bin.high, bin.count, bin.confidence, bin.accuracy]),
          )
        }
      />
      <Chart draw={drawCoverage} x="coverage" write={(value) => percent(value, 2)} />
      <p className={styles.shares} role="group" aria-label={evaluateWords.leave}>
        {evaluateWords.leaveHint}
        {shares.map((share) => (
          <Button key={share} onPress={() => open({ kind: 'unsure', percent: share })}>
            {percent(share / 100, 0)}
          </Button>
        ))}
      </p>
    </>
  );
}

interface TemperatureProps {
  readonly temperature: Results['document']['temperature'];
  /** The calibration error without it. */
  readonly before: number;
}

function Temperature({ temperature, before }: TemperatureProps) {
  if ('missing' in temperature) return <p className={styles.quiet}>{temperature.missing}</p>;
  return (
    <p className={styles.quiet}>
      {evaluateWords.temperature(
        number(temperature.temperature),
        percent(before, 2),
        percent(temperature.expectedCalibrationError, 2),
      )}
    </p>
  );
}
