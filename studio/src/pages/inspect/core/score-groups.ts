// The scores of pieces in groups: the good ones that were held back, and those of the line, by their true
// kind where it is known.
import type { ScoreGroup } from '../../../../../src/figures/piece-scores.ts';
import type { JudgedPiece } from './verdicts.ts';

interface GroupWords {
  readonly heldBack: string;
  readonly theseGood: string;
  readonly these: string;
}

/** The positions in the palette: green, blue, vermilion. */
const [good, plain, bad] = [2, 0, 4];

export function scoreGroups(
  heldBack: readonly number[],
  pieces: readonly JudgedPiece[],
  isTest: boolean,
  words: GroupWords,
): ScoreGroup[] {
  const kinds = isTest ? [...new Set(pieces.map(({ defect = null }) => defect))] : [undefined];
  const groups = kinds.map((kind): ScoreGroup => ({
    label: kind === undefined ? words.these : (kind ?? words.theseGood),
    scores: pieces.flatMap(({ score, defect = null }) =>
      score !== undefined && (kind === undefined || defect === kind) ? [score] : [],
    ),
    colour: kind === undefined ? plain : kind === null ? good : bad,
  }));
  return [
    { label: words.heldBack, scores: heldBack, colour: good },
    ...groups.filter(({ scores }) => scores.length > 0),
  ];
}
