// How well an inspector tells good pieces from defective ones, and where they are defective.
import { bootstrapIntervals, type Interval } from '../metrics/bootstrap.ts';
import { auroc as areaUnderRoc, noveltyDetection } from '../metrics/novelty-detection.ts';
import { pixelDetection, type PixelCounts } from '../metrics/pixel-detection.ts';

/** A piece that was judged, and what is true of it. */
export interface EvaluatedPiece {
  readonly score: number;
  /** The kind of its defect; undefined for a good piece. */
  readonly defect: string | undefined;
  /** The pixels of its map; undefined without maps, or if it is not known where the piece is defective. */
  readonly pixels: PixelCounts | undefined;
}

/** The figures of some defective pieces beside all good ones. */
export interface DetectionFigures {
  /** The probability that a defective piece has a higher score than a good one. */
  readonly imageAuroc: number;
  /** The same of pixels; null if it is not known where pieces are defective. */
  readonly pixelAuroc: number | null;
  /** The mean overlap with defects up to a false positive rate of 0.3; null like `pixelAuroc`. */
  readonly aupro: number | null;
  /** The harmonic mean of precision and recall of defective pieces at the threshold. */
  readonly f1: number;
}

/** The figures of an inspector. */
export interface InspectorEvaluation extends DetectionFigures {
  readonly threshold: number;
  /** By kind of defect. */
  readonly perDefect: Readonly<
    Record<string, DetectionFigures & { readonly found: number; readonly pieces: number }>
  >;
}

/** The 95 % intervals of the figures, and the false alarms. */
export interface EvaluationIntervals {
  readonly intervals: Readonly<Partial<Record<keyof DetectionFigures, Interval>>>;
  /** Good pieces above the threshold, and all good ones. */
  readonly falseAlarms: readonly [alarms: number, pieces: number];
}

/** Measures pieces, at least one good and one defective. */
export function evaluateInspector(pieces: readonly EvaluatedPiece[], threshold: number): InspectorEvaluation {
  const good = pieces.filter(({ defect }) => defect === undefined);
  const kinds = [...new Set(pieces.flatMap(({ defect }) => defect ?? []))];
  const perDefect = kinds.map((kind) => {
    const own = pieces.filter(({ defect }) => defect === kind);
    const found = own.filter(({ score }) => score > threshold).length;
    return [kind, { ...figuresOf([...good, ...own], threshold), found, pieces: own.length }] as const;
  });
  return { ...figuresOf(pieces, threshold), threshold, perDefect: Object.fromEntries(perDefect) };
}

function figuresOf(pieces: readonly EvaluatedPiece[], threshold: number): DetectionFigures {
  const [good, bad] = scoresOf(pieces);
  const { auroc, aupro } = pixelFigures(pieces);
  return {
    imageAuroc: areaUnderRoc(good, bad),
    pixelAuroc: Number.isNaN(auroc) ? null : auroc,
    aupro: Number.isNaN(aupro) ? null : aupro,
    f1: f1Of(pieces, threshold),
  };
}

/** Enough for intervals of two digits; each draws and sums the pixels of all pieces. */
const resamples = 300;

/** The intervals of all figures, by the bootstrap over pieces. */
export function evaluationIntervals(
  pieces: readonly EvaluatedPiece[],
  threshold: number,
): EvaluationIntervals {
  const [good, bad] = scoresOf(pieces);
  const hasPixels = !Number.isNaN(pixelFigures(pieces).auroc);
  const { aurocInterval } = noveltyDetection(good, bad);
  const others = bootstrapIntervals(
    pieces.length,
    (indices) => {
      const drawn = Array.from(indices, (i) => pieces[i]!);
      const { auroc, aupro } = hasPixels ? pixelFigures(drawn) : { auroc: 0, aupro: 0 };
      return { f1: f1Of(drawn, threshold), pixelAuroc: auroc, aupro };
    },
    { resamples },
  );
  const { f1, pixelAuroc, aupro } = others;
  return {
    intervals: { imageAuroc: aurocInterval, f1, ...(hasPixels && { pixelAuroc, aupro }) },
    falseAlarms: [good.filter((score) => score > threshold).length, good.length],
  };
}

const scoresOf = (pieces: readonly EvaluatedPiece[]): [good: number[], bad: number[]] => {
  const of = (isDefective: boolean) =>
    pieces.filter(({ defect }) => (defect !== undefined) === isDefective).map(({ score }) => score);
  return [of(false), of(true)];
};

const pixelFigures = (pieces: readonly EvaluatedPiece[]) =>
  pixelDetection(pieces.flatMap(({ pixels }) => pixels ?? []));

function f1Of(pieces: readonly EvaluatedPiece[], threshold: number): number {
  const above = pieces.filter(({ score }) => score > threshold);
  const found = above.filter(({ defect }) => defect !== undefined).length;
  const all = pieces.filter(({ defect }) => defect !== undefined).length;
  return found === 0 ? 0 : (2 * found) / (above.length + all);
}
