// The two kinds of errors of each class.
import type { EvaluationReport } from '../../../../../src/metrics/evaluation-report.ts';

export interface ClassErrors {
  readonly label: number;
  /** Pictures of the class that are taken for another one. */
  readonly missed: number;
  /** Pictures of other classes that are taken for this one. */
  readonly taken: number;
}

/** The classes with a ROC curve, the one with the smallest area first. */
export function classErrors({ perClass, confusion }: Pick<EvaluationReport, 'perClass' | 'confusion'>) {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  return perClass
    .filter(({ rocAuc }) => rocAuc !== null)
    .sort((a, b) => a.rocAuc! - b.rocAuc!)
    .map(({ label }): ClassErrors => {
      const hits = confusion[label]![label]!;
      return {
        ...{ label, missed: sum(confusion[label]!) - hits },
        taken: sum(confusion.map((row) => row[label]!)) - hits,
      };
    });
}
