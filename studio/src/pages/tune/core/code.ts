// A study as TypeScript, for a program of one's own.
import type { StudySummary } from '../../../../../src/server/studio/contract/studies.ts';

/** The program that reads its trials, the best ones and the best values. */
export const codeOf = ({
  name,
  folder,
}: Pick<StudySummary, 'name' | 'folder'>): string => `import { readStudy } from 'atelier/node';

const { trials, front } = await readStudy(${JSON.stringify(`${folder}/journal.log`)}, ${JSON.stringify(name)});
console.log(trials.length);
for (const { number, values, params } of front) console.log(number, values, params);
`;
