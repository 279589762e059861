// Which pictures are opened, as a text for the address: those of a cell of the confusion matrix, of a bin of
// confidence, of a class's mistakes, of a slice, or the least sure ones.
import type { Predictions } from './predictions.ts';
import { slicesBy } from './slices.ts';

export type Pick =
  | { readonly kind: 'cell'; readonly label: number; readonly prediction: number }
  | { readonly kind: 'bin'; readonly low: number }
  /** Pictures of a class that the model gets wrong. */
  | { readonly kind: 'class'; readonly label: number }
  /** Pictures of other classes that it takes for this one. */
  | { readonly kind: 'taken'; readonly label: number }
  /** So many per cent of all pictures, those with the least confidence. */
  | { readonly kind: 'unsure'; readonly percent: number }
  | { readonly kind: 'slice'; readonly attribute: string; readonly part: string };

/** The bins of the calibration. */
const binCount = 15;

export function pickText(pick: Pick): string {
  switch (pick.kind) {
    case 'cell':
      return `cell:${pick.label}-${pick.prediction}`;
    case 'bin':
      return `bin:${Math.round(pick.low * binCount)}`;
    case 'class':
    case 'taken':
      return `${pick.kind}:${pick.label}`;
    case 'unsure':
      return `unsure:${pick.percent}`;
    case 'slice':
      return `slice:${pick.attribute}:${pick.part}`;
  }
}

/** The pick of a text; undefined if it is none. */
export function readPick(text: string | undefined): Pick | undefined {
  const [, kind, rest = ''] = /^(\w+):(.+)$/s.exec(text ?? '') ?? [];
  if (kind === 'slice') {
    const [, attribute, part] = /^([^:]+):(.*)$/s.exec(rest) ?? [];
    return attribute === undefined ? undefined : { kind, attribute, part: part! };
  }
  if (!/^\d{1,9}(-\d{1,9})?$/.test(rest)) return undefined;
  const [first, second] = rest.split('-').map(Number);
  if (kind === 'cell' && second !== undefined) return { kind, label: first!, prediction: second };
  if (kind === 'bin') return { kind, low: first! / binCount };
  if (kind === 'unsure') return { kind, percent: first! };
  return kind === 'class' || kind === 'taken' ? { kind, label: first! } : undefined;
}

/** The pictures of a pick, the most telling first: sure mistakes, then unsure hits. */
export function picturesOf(predictions: Predictions, pick: Pick): number[] {
  const { labels, predicted, confidence } = predictions;
  const rank = (i: number) => (labels[i] === predicted[i] ? 2 - (1 - confidence[i]!) : 1 - confidence[i]!);
  return indicesOf(predictions, pick).sort((a, b) => rank(a) - rank(b) || a - b);
}

function indicesOf(predictions: Predictions, pick: Pick): number[] {
  const { count, labels, predicted, confidence } = predictions;
  const where = (test: (i: number) => boolean) => Array.from({ length: count }, (_, i) => i).filter(test);
  switch (pick.kind) {
    case 'cell':
      return where((i) => labels[i] === pick.label && predicted[i] === pick.prediction);
    case 'class':
      return where((i) => labels[i] === pick.label && predicted[i] !== pick.label);
    case 'taken':
      return where((i) => labels[i] !== pick.label && predicted[i] === pick.label);
    case 'unsure':
      return where(() => true)
        .sort((a, b) => confidence[a]! - confidence[b]! || a - b)
        .slice(0, Math.ceil((count * pick.percent) / 100));
    case 'bin': {
      const bin = Math.round(pick.low * binCount);
      return where((i) => binOf(confidence[i]!) === bin);
    }
    case 'slice': {
      const slices = slicesBy(predictions, pick.attribute);
      return [...(slices.find(({ part }) => part === pick.part)?.indices ?? [])];
    }
  }
}

/** As `calibration` counts them: above the lower bound, up to the upper one. */
const binOf = (confidence: number): number =>
  Math.min(binCount, Math.max(1, Math.ceil(confidence * binCount))) - 1;
