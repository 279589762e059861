import type { StudyDetail } from '../../../../src/server/studio/contract/studies.ts';
import type { JournalStudy } from '../../../../src/tuning/journal/replay.ts';

/** What each view of a study takes. */
export interface StudyViewProps {
  readonly study: StudyDetail;
  /** The trials to show, as the figures take them. */
  readonly shown: JournalStudy;
}
