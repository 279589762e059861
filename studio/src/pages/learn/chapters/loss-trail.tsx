// The loss at each step, and where the slope says that the next one leads.
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { decimal, learnWords } from '../../../words/learn.ts';
import { expectedLoss } from '../core/expected-loss.ts';
import { useLearn } from '../learn-context.ts';
import styles from './chapters.module.css';

const [width, height, margin] = [300, 150, 30];
/** The steps that the axis has room for at first. */
const least = 10;

export function LossTrail() {
  const { store, trail, reading, question } = useLearn();
  const losses = trail.map(({ loss }) => loss);
  const expected = expectedLoss(
    reading.loss,
    store.walk.learned.map((name) => reading.gradients[name]!),
    question.rate,
  );
  const x = scaleLinear([0, Math.max(least, losses.length)], [margin, width - 10]);
  const y = scaleLinear([0, Math.max(0.5, ...losses)], [height - margin, 10]).nice(4);
  const path = line<number>(
    (_, i) => x(i),
    (loss) => y(loss),
  )(losses);
  const last = losses.length - 1;
  const [, top = 1] = y.domain();
  return (
    <figure className={styles.map} style={{ width }}>
      <figcaption>
        <b>{learnWords.lossOverSteps}</b>
        <span>{learnWords.steps(last)}</span>
      </figcaption>
      <svg
        width={width}
        height={height}
        role="img"
        aria-label={`${learnWords.lossOverSteps}: ${losses
          .slice(-12)
          .map((loss) => decimal(loss))
          .join(', ')}`}
        className={styles.curve}
      >
        <path className={styles.axis} d={`M${x(0)} ${y(0)}H${width - 10}M${x(0)} ${y(0)}V10`} />
        <path
          className={styles.drop}
          d={`M${x(last)} ${y(losses[last]!)}L${x(last + 1)} ${y(Math.max(0, expected))}`}
        />
        <path className={styles.line} d={path ?? ''} />
        {losses.map((loss, i) => (
          <circle
            key={i}
            className={i === last ? styles.dot : styles.point}
            cx={x(i)}
            cy={y(loss)}
            r={i === last ? 5 : 2.5}
          />
        ))}
        <text x={x(0) - 6} y={y(0) + 4} textAnchor="end">
          0
        </text>
        <text x={x(0) - 6} y={y(top) + 8} textAnchor="end">
          {top}
        </text>
      </svg>
      <p className={styles.note}>
        {learnWords.lossNow(decimal(reading.loss, 3))} {learnWords.expected(decimal(expected, 3))}
      </p>
    </figure>
  );
}
