// Deletion and insertion curves: the four best methods are named, the others are grey, and random order is
// dashed.
import type { Assessment, MethodAssessment } from '../explain/assess-methods.ts';
import type { Faithfulness } from '../explain/faithfulness.ts';
import { unitAxis } from './axis.ts';
import { chart } from './chart.ts';
import type { Figure } from './figure.ts';
import type { Points } from './svg.ts';

const mostNamed = 4;

export const faithfulnessFigures = (assessment: Assessment): Figure[] => [
  curves(assessment, {
    ...{ name: 'deletion', title: 'Deletion', better: 'least' },
    about:
      'the most important pixels are removed first: the sooner the curve falls, the better; dashed: random order',
  }),
  curves(assessment, {
    ...{ name: 'insertion', title: 'Insertion', better: 'most' },
    about:
      'the most important pixels are added first: the sooner the curve rises, the better; dashed: random order',
  }),
];

interface Kind extends Pick<Figure, 'title' | 'about'> {
  readonly name: 'deletion' | 'insertion';
  readonly better: 'least' | 'most';
}

function curves({ methods, random }: Assessment, { name, title, about, better }: Kind): Figure {
  const sign = better === 'least' ? 1 : -1;
  const sorted = [...methods].sort((a, b) => sign * (a[name].area - b[name].area));
  const label = (method: MethodAssessment) => `${method.method} ${method[name].area.toFixed(3)}`;
  return chart({
    ...{ name, title, about, axes: { x: unitAxis, y: unitAxis }, plotHeight: 240 },
    labels: { x: 'share of the pixels', y: 'probability of the class' },
    curves: sorted
      .slice(0, mostNamed)
      .map((method) => ({ label: label(method), points: points(method, name) })),
    background: sorted.slice(mostNamed).map((method) => points(method, name)),
    diagonal: points(random, name),
  });
}

const points = ({ shares, ...curves }: Faithfulness, name: 'deletion' | 'insertion'): Points =>
  shares.map((share, i) => [share, curves[name].probabilities[i]!] as const);
