import type { JournalStudy } from '../../../../src/tuning/journal/replay.ts';
import type { OpenStudy } from './core/trial-rows.ts';

/** What each view of a study takes. */
export interface StudyViewProps {
  readonly study: OpenStudy;
  /** The trials to show, as the figures take them. */
  readonly shown: JournalStudy;
}
