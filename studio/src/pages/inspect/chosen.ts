// The inspector and the pieces that are chosen, among all that there are.
import type { InspectorName, PieceLine } from '../../../../src/server/studio/contract/inspect.ts';

export interface ChosenProps {
  readonly inspectors: readonly InspectorName[];
  readonly lines: readonly PieceLine[];
  readonly chosen: InspectorName;
  readonly line: PieceLine;
}
