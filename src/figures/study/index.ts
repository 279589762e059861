// All figures of a study, in the order of its report.
import type { JournalStudy } from '../../tuning/journal/replay.ts';
import type { Importance } from '../../tuning/importance/fanova.ts';
import { objectivesOf } from '../../tuning/results.ts';
import type { Figure } from '../figure.ts';
import { contourFigure } from './contour.ts';
import { historyFigure } from './history.ts';
import { importanceFigure } from './importance.ts';
import { parallelFigure } from './parallel-coordinates.ts';
import { paretoFigures } from './pareto.ts';
import { sliceFigure } from './slices.ts';
import { trialCurvesFigure } from './trial-curves.ts';

/** The figures of a study, by the question that they answer. */
export interface StudyFigures {
  /** How the search went. */
  readonly search: readonly Figure[];
  /** Which trials no other trial beats; empty with a single objective. */
  readonly front: readonly Figure[];
  /** Which parameters matter. */
  readonly parameters: readonly Figure[];
}

/**
 * Draws the figures for which the study has trials enough.
 *
 * @param importance the result of `importancesOf`
 */
export function studyFigures(study: JournalStudy, importance: readonly Importance[]): StudyFigures {
  const present = (figures: readonly (Figure | undefined)[]) => figures.filter((one) => one !== undefined);
  return {
    search: present([
      ...objectivesOf(study).map((objective, i) => historyFigure(study, objective, i)),
      trialCurvesFigure(study),
    ]),
    front: paretoFigures(study),
    parameters: present([
      importanceFigure(importance),
      sliceFigure(study),
      parallelFigure(study),
      contourFigure(study, importance),
    ]),
  };
}
