// A data set as TypeScript, for a program of one's own.
import type { DataDetail } from '../../../../../src/server/studio/contract/data.ts';

/**
 * The program that counts the pictures of each class, with the decisions about them, and audits the data.
 *
 * @param labels the file of decisions, if there are any
 */
export function codeOf({ data }: Pick<DataDetail, 'data'>, labels?: string): string {
  const opening =
    labels === undefined
      ? 'const { train, validation, test } = splits;'
      : `const { train } = correctLabels(splits.train, await readCorrections(${JSON.stringify(labels)}, splits));
const { validation, test } = splits;`;
  return `import { auditData${labels === undefined ? '' : ', correctLabels'} } from 'atelier';
import { loadData${labels === undefined ? '' : ', readCorrections'} } from 'atelier/node';

const splits = await loadData(${JSON.stringify(data)});
${opening}
for (const [split, dataset] of Object.entries({ train, validation, test }))
  for (const [label, name] of dataset?.classNames.entries() ?? [])
    console.log(split, name, dataset!.labels.filter((given) => given === label).length);
const { labelErrors, nearDuplicates, outliers, summary } = await auditData(splits);
console.log(labelErrors.length, nearDuplicates.length, outliers.length, summary.estimatedLabelErrors);
`;
}
