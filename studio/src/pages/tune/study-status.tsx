// The state of a study, in the look of the states of runs.
import type { StudySummary } from '../../../../src/server/studio/contract/studies.ts';
import look from '../../runs/status.module.css';
import { tuneWords } from '../../words/tune.ts';

export const StudyStatus = ({ status }: Pick<StudySummary, 'status'>) => (
  <span className={look.status} {...(status === 'unknown' && { title: tuneWords.unknownHint })}>
    <span className={`${look.dot} ${look[status] ?? ''}`} aria-hidden="true" />
    {tuneWords.status[status]}
  </span>
);
