import type { Evaluation } from '../../../../src/server/studio/contract/evaluations.ts';
import type { Results } from './queries.ts';

/** What each view of the results takes. */
export interface ResultsProps {
  readonly evaluation: Evaluation;
  readonly results: Results;
}
