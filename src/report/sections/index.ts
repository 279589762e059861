// All sections of a report, in order.
import type { ReportData } from '../report-data.ts';
import type { Section } from '../section.ts';
import { baselinesSection } from './baselines.ts';
import { classesSection } from './classes.ts';
import { confusionSection } from './confusion.ts';
import { dataQualitySection } from './data-quality.ts';
import { embeddingSection } from './embedding.ts';
import { faithfulnessSection } from './faithfulness.ts';
import { insideSection } from './inside.ts';
import { limitsSection } from './limits.ts';
import { mistakesSection } from './mistakes.ts';
import { probabilitiesSection } from './probabilities.ts';
import { repeatSection } from './repeat.ts';
import { robustnessSection } from './robustness.ts';
import { summarySection } from './summary.ts';
import { trainingSection } from './training.ts';

const builders = [
  summarySection,
  trainingSection,
  confusionSection,
  classesSection,
  probabilitiesSection,
  limitsSection,
  mistakesSection,
  robustnessSection,
  dataQualitySection,
  baselinesSection,
  embeddingSection,
  insideSection,
  faithfulnessSection,
  repeatSection,
];

export const reportSections = (report: ReportData): Section[] => builders.map((build) => build(report));
