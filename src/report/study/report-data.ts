// The data of a report on a study.
import type { VariantResult } from '../../training/experiment.ts';
import type { JournalStudy } from '../../tuning/journal/replay.ts';
import type { Part } from '../section.ts';

/** The result of `tune confirm`. */
export interface Confirmation {
  readonly question: string;
  readonly data: string;
  readonly split: string;
  readonly seeds: readonly number[];
  readonly count: number;
  readonly variants: readonly VariantResult[];
}

/** What the report shows. */
export interface StudyReport {
  readonly study: JournalStudy;
  /** The best configuration, as JSON. */
  readonly best: Part<{ readonly text: string }>;
  readonly confirmation: Part<Confirmation>;
  /** The commands that go on from here. */
  readonly commands: readonly string[];
  /** The version of the program. */
  readonly version: string;
}
