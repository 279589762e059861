// The sections of a report in their order.
import type { ReportData } from '../report-data.ts';
import type { Section } from '../section.ts';
import { classesSection } from './classes.ts';
import { confusionSection } from './confusion.ts';
import { embeddingSection } from './embedding.ts';
import { mistakesSection } from './mistakes.ts';
import { probabilitiesSection } from './probabilities.ts';
import { repeatSection } from './repeat.ts';
import { summarySection } from './summary.ts';
import { trainingSection } from './training.ts';

export const reportSections = (report: ReportData): Section[] =>
  [
    ...[
      summarySection,
      trainingSection,
      confusionSection,
      classesSection,
      probabilitiesSection,
      mistakesSection,
    ],
    ...[embeddingSection, repeatSection],
  ].map((section) => section(report));
