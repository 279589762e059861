// The sections with the figures of a study.
import type { Figure } from '../../figures/figure.ts';
import type { StudyFigures } from '../../figures/study/index.ts';
import { markup } from '../markup.ts';
import { figureBlocks, type Section } from '../section.ts';

/** The sections that have figures. */
export function figureSections({ search, front, parameters }: StudyFigures): Section[] {
  const section = (id: string, title: string, figures: readonly Figure[], missing: string): Section => ({
    ...{ id, title, figures },
    content: figures.length > 0 ? figureBlocks(figures) : markup`<p class="missing-note">${missing}</p>`,
  });
  return [
    section('search', 'The search', search, 'No trial has a value yet.'),
    ...(front.length > 0 ? [section('front', 'The Pareto front', front, '')] : []),
    section('parameters', 'What mattered', parameters, 'Too few trials are complete.'),
  ];
}
