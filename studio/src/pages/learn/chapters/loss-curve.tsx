// Minus the logarithm: what each probability of the true class costs.
import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { decimal, learnWords } from '../../../words/learn.ts';
import styles from './chapters.module.css';

const [width, height, margin] = [260, 150, 22];
/** The largest loss that is drawn. */
const most = 5;

const x = scaleLinear([0, 1], [margin, width - 8]);
const y = scaleLinear([0, most], [height - margin, 8]).clamp(true);
const path = line<number>(x, (p) => y(-Math.log(p)))(
  Array.from({ length: 100 }, (_, i) => Math.max(Math.exp(-most), (i + 1) / 100)),
);

export const LossCurve = ({ probability, loss }: { readonly probability: number; readonly loss: number }) => (
  <svg
    width={width}
    height={height}
    role="img"
    aria-label={`${learnWords.lossCurve}: ${decimal(probability, 3)} → ${decimal(loss, 3)}`}
    className={styles.curve}
  >
    <path className={styles.axis} d={`M${x(0)} ${y(0)}H${x(1)}M${x(0)} ${y(0)}V${y(most)}`} />
    <path className={styles.line} d={path ?? ''} />
    <path className={styles.drop} d={`M${x(probability)} ${y(0)}V${y(loss)}H${x(0)}`} />
    <circle className={styles.dot} cx={x(probability)} cy={y(loss)} r={5} />
    {[0, 0.5, 1].map((p) => (
      <text key={p} x={x(p)} y={height - 5} textAnchor="middle">
        {p}
      </text>
    ))}
    {[1, 3, 5].map((value) => (
      <text key={value} x={x(0) - 6} y={y(value) + 4} textAnchor="end">
        {value}
      </text>
    ))}
  </svg>
);
