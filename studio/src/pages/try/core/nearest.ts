// The nearest training pictures as a table.
import type { NearestAnswer } from '../../../../../src/server/studio/contract/nearest.ts';
import { toCsv } from '../../../core/csv.ts';
import { tryWords } from '../../../words/try.ts';

/** The answer when the model has looked at all pictures. */
export type Nearest = Extract<NearestAnswer, { isReady: true }>;
export type Neighbour = Nearest['neighbours'][number];

const words = tryWords.nearest;

/** A line for each picture, the most similar first; files only if the pictures have some. */
export function tableOf({ neighbours }: Pick<Nearest, 'neighbours'>): string {
  const hasFiles = neighbours.some(({ file }) => file !== undefined);
  return toCsv(
    [words.index, ...(hasFiles ? [words.file] : []), tryWords.class, words.similarity],
    neighbours.map(({ index, file = '', label, similarity }) => [
      ...[index, ...(hasFiles ? [file] : [])],
      ...[label, similarity],
    ]),
  );
}
