// What the newest model of a run says of its validation pictures, as a table.
import type { RunValidation } from '../../../src/server/studio/contract/runs.ts';
import { csvOf } from '../core/csv.ts';

export const answersCsv = ({ samples, classNames }: Pick<RunValidation, 'samples' | 'classNames'>): string =>
  csvOf(samples, {
    index: ({ index }) => index,
    file: ({ file }) => file,
    class: ({ label }) => classNames[label],
    predicted: ({ answer }) => classNames[answer],
    probability: ({ probability }) => probability,
  });
