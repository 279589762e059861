// The report on a search for hyper-parameters, as one HTML page.
import type { Figure } from '../../figures/figure.ts';
import { studyFigures } from '../../figures/study/index.ts';
import type { JournalStudy } from '../../tuning/journal/replay.ts';
import { importancesOf } from '../../tuning/results.ts';
import { htmlPage } from '../html-page.ts';
import type { Section } from '../section.ts';
import { confirmationSection } from './confirmation.ts';
import { figureSections } from './figures.ts';
import { studyRepeatSection } from './repeat.ts';
import type { StudyReport } from './report-data.ts';
import { studySummary } from './summary.ts';
import { trialsSection } from './trials.ts';

/** Returns the report as one complete HTML page. */
export const studyPage = (report: StudyReport): Promise<string> =>
  htmlPage({
    ...{ title: `Study ${report.study.name}`, version: report.version, sections: studySections(report) },
  });

function studySections(report: StudyReport): Section[] {
  const { study, confirmation } = report;
  const importance = importancesOf(study);
  return [
    studySummary(study, importance),
    confirmationSection(confirmation),
    ...figureSections(studyFigures(study, importance)),
    trialsSection(study),
    studyRepeatSection(report),
  ];
}

/** Returns all figures of a study, in the order of its report. */
export function allStudyFigures(study: JournalStudy): Figure[] {
  const { search, front, parameters } = studyFigures(study, importancesOf(study));
  return [...search, ...front, ...parameters];
}
