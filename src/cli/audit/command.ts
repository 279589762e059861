// `atelier audit`: finds faults of a data set: likely label errors, near-duplicates and outliers.
import { join } from 'node:path';
import { Command } from 'commander';
import type { Audit } from '../../audit/audit.ts';
import { auditDefaults } from '../../audit/defaults.ts';
import type { DataSplits } from '../../data/dataset.ts';
import type { Pictures } from '../../data/pictures.ts';
import { addPictureOptions, dataWords, openNamedData, type DataOptions } from '../options/data.ts';
import { examples, integer, seedOption } from '../options/common.ts';
import { addExecutionOptions, type ExecutionOptions } from '../options/measuring.ts';
import { formatSeconds, notice, printJson, printResult } from '../terminal/output.ts';
import { stageReporter } from '../terminal/stage-progress.ts';

interface Options extends Omit<DataOptions, 'data' | 'offline'>, ExecutionOptions {
  readonly out?: string;
  readonly limit: number;
  readonly folds: number;
  readonly seed: number;
}

export function auditCommand(): Command {
  const command = new Command('audit')
    .description('find likely label errors, near-duplicates and outliers in all splits of a data set')
    .argument('[data]', dataWords)
    .option('--out <folder>', 'write the lists as CSV and JSON, and the worst pictures, into this folder')
    .option(
      '--limit <count>',
      'maximum length of each list',
      integer('--limit', 1, 100_000),
      auditDefaults.limit,
    )
    .option(
      '--folds <count>',
      'folds of the cross-validation',
      integer('--folds', 2, 100),
      auditDefaults.folds,
    )
    .addOption(seedOption('folds and networks', auditDefaults.seed));
  return addPictureOptions(addExecutionOptions(command))
    .addHelpText(
      'after',
      examples('audit', 'audit ./photos --size 64 --out audit', 'audit fashion-mnist --json > audit.json'),
    )
    .action(audit);
}

async function audit(data: string | undefined, options: Options): Promise<void> {
  const { makeWritableFolder } = await import('../files/file-place.ts');
  const { auditedInMemory, cachedAudit } = await import('../../node/audit/cached-audit.ts');
  const { out, limit, folds, seed, threads, json, ...loading } = options;
  if (out !== undefined) await makeWritableFolder(out, `--out: cannot write to ${out}`);
  const splits = await openNamedData({ ...loading, data }, auditedInMemory);
  const { result, seconds, wasCached } = await cachedAudit(splits, {
    ...{ limit, folds, seed, threads, onProgress: stageReporter() },
  });
  const took = formatSeconds(seconds);
  notice(wasCached ? `results from the cache; the audit took ${took}` : `audit finished in ${took}`);
  if (out !== undefined) await writeAudit(out, result, splits);
  if (json) return printJson(findingsOf(result));
  const { describeAudit } = await import('./tables.ts');
  printResult(describeAudit(result, splits));
  if (out !== undefined) printResult(`\nall findings, with pictures: ${out}`);
}

/** The three lists, without the summary: the JSON document. */
const findingsOf = ({ labelErrors, nearDuplicates, outliers }: Audit) => ({
  labelErrors,
  nearDuplicates,
  outliers,
});

async function writeAudit(folder: string, audit: Audit, splits: DataSplits<Pictures>): Promise<void> {
  const { auditTables } = await import('../../node/audit/audit-tables.ts');
  const { auditSheets } = await import('../../node/audit/audit-sheets.ts');
  const { writeFileAtomically } = await import('../../node/files/atomic-write.ts');
  const files = {
    ...auditTables(audit, splits),
    ...(await auditSheets(audit, splits)),
    'audit.json': `${JSON.stringify(findingsOf(audit), null, 2)}\n`,
  };
  for (const [name, content] of Object.entries(files)) await writeFileAtomically(join(folder, name), content);
}
