// The chapters, in order, and the kind of stage that each is about.
import type { Stage, StageKind } from './plain-network.ts';

export const chapters = [
  'pixels',
  'convolution',
  'activation',
  'pooling',
  'dense',
  'softmax',
  'gradient',
  'step',
] as const;
export type Chapter = (typeof chapters)[number];

const kinds: Readonly<Record<Chapter, StageKind>> = {
  ...{ pixels: 'picture', convolution: 'convolution', activation: 'activation', pooling: 'pooling' },
  ...{ dense: 'dense', softmax: 'dense', gradient: 'convolution', step: 'dense' },
};

/** The chapter that explains a stage. */
export const chapterOf = ({ kind }: Stage): Chapter => {
  if (kind === 'flatten') return 'dense';
  if (kind === 'normalization') return 'activation'; // it prepares the map for the bend
  return chapters.find((chapter) => kinds[chapter] === kind)!;
};

/** Whether a chapter can show a stage. The gradient reaches every map. */
const shows = (chapter: Chapter, stage: Stage): boolean =>
  chapter === 'gradient'
    ? stage.shape.length === 3
    : stage.kind === kinds[chapter] || (chapter === 'activation' && stage.kind === 'normalization');

/**
 * The stage that a chapter shows: the one that was chosen if it fits; else, of dense layers the last and of
 * others the first.
 */
export function stageFor(chapter: Chapter, stages: readonly Stage[], chosen?: string): Stage {
  const fitting = stages.filter((stage) => shows(chapter, stage));
  const last = kinds[chapter] === 'dense';
  const isFree = chapter !== 'softmax' && chapter !== 'step';
  const found = isFree ? fitting.find(({ id }) => id === chosen) : undefined;
  const typical = fitting.find(({ kind }) => kind === kinds[chapter]);
  return found ?? (last ? fitting.at(-1) : typical) ?? fitting[0] ?? stages[0]!;
}

/** The chapter after one, or before it with -1; nothing at the ends. */
export const chapterBeside = (chapter: Chapter, by: 1 | -1): Chapter | undefined =>
  chapters[chapters.indexOf(chapter) + by];
