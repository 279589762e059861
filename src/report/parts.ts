// The slow parts of a report, which `--without` leaves out.
import type { Missing, Part } from './section.ts';

export const reportParts = ['embedding', 'explanations', 'robustness', 'audit', 'baselines'] as const;
export type ReportPart = (typeof reportParts)[number];

const leftOut = (part: ReportPart): Missing => ({ missing: `Left out of this report: --without ${part}.` });

/** Measures a part unless it is left out. */
export const unlessLeftOut = async <T extends object>(
  without: readonly ReportPart[],
  part: ReportPart,
  measure: () => Promise<Part<T>>,
): Promise<Part<T>> => (without.includes(part) ? leftOut(part) : measure());
