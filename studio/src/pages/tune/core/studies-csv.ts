// The list of studies as CSV.
import type { StudySummary } from '../../../../../src/server/studio/contract/studies.ts';
import { toCsv } from '../../../core/csv.ts';
import { trialStates } from './trial-states.ts';

export const studiesCsv = (studies: readonly StudySummary[]): string =>
  toCsv(
    ['study', 'folder', 'status', ...trialStates, 'planned', 'best', 'bestTrial', 'objectives', 'modified'],
    studies.map(({ name, folder, status, counts, planned, best, objectives, modified }) => [
      ...[name, folder, status, ...trialStates.map((state) => counts[state]), planned],
      ...[best?.value, best?.number, objectives.map((one) => one.name).join(' ')],
      new Date(modified).toISOString(),
    ]),
  );
