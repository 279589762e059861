// Importance and contour, which grow forests: away from the page, so that it stays quick.
import type { Figure } from '../../../../src/figures/figure.ts';
import { contourFigure } from '../../../../src/figures/study/contour.ts';
import type { Importance } from '../../../../src/tuning/importance/fanova.ts';
import type { JournalStudy } from '../../../../src/tuning/journal/replay.ts';
import { importancesOf } from '../../../../src/tuning/results.ts';

/** What the page asks. */
export interface ImportanceQuestion {
  readonly study: JournalStudy;
  /** Of the contour, in pixels. */
  readonly width: number;
}

/** What the page gets back. */
export interface ImportanceAnswer {
  readonly importance: Importance[];
  readonly contour: Figure | undefined;
}

addEventListener('message', ({ data: { study, width } }: MessageEvent<ImportanceQuestion>) => {
  const importance = importancesOf(study);
  const contour = contourFigure(study, importance, { width });
  postMessage({ importance, contour } satisfies ImportanceAnswer);
});
