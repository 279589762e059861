import type { Evaluation, EvaluationQuery } from '../../../../src/server/studio/contract/evaluations.ts';
import type { Results } from './queries.ts';

/** What each view of the results takes. */
export interface ResultsProps {
  /** What is measured. */
  readonly query: EvaluationQuery;
  readonly evaluation: Evaluation;
  readonly results: Results;
}
