// The table of `bench foreign`: for each ONNX file of a folder whether it opens, how far its scores are from
// ONNX Runtime's and its gradients from PyTorch's, from the records that foreign_models.py wrote beside it.
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError } from '../../src/errors.ts';
import { readForeign } from '../../src/nn/foreign/read-foreign.ts';
import { agreementOf, type Agreement, type FileRecord } from '../../src/nn/foreign/testing/agreement.ts';
import { externalDataOf } from '../../src/node/foreign/external-data.ts';

/** The comparison of one file; `failed` says why there is none. */
export type ForeignRow = { file: string } & (Agreement | { failed: string });

/**
 * Compares each file of a folder, and reports each row.
 *
 * @throws InputError if the folder has no ONNX files
 */
export async function compareForeign(
  folder: string,
  progress: (line: string) => void,
): Promise<ForeignRow[]> {
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.onnx')).sort();
  if (files.length === 0) throw new InputError(`${folder}: expected ONNX files, found none`);
  const rows: ForeignRow[] = [];
  for (const file of files) {
    rows.push(await compareFile(folder, file));
    progress(rowText(rows.at(-1)!));
  }
  return rows;
}

async function compareFile(folder: string, file: string): Promise<ForeignRow> {
  try {
    const path = join(folder, file);
    const record = await readRecord(path);
    const [batch, ...sizes] = record.input;
    const [height, width] = sizes[0] === 3 ? sizes.slice(1) : sizes;
    const size = { height: height!, width: width! };
    const model = readForeign(await readFile(path), {
      batch: batch!,
      size,
      externalData: externalDataOf(path),
    });
    return { file, ...(await agreementOf(model, record)) };
  } catch (error) {
    return { file, failed: error instanceof Error ? error.message : String(error) };
  }
}

/** What a file must give, from the files beside it. */
async function readRecord(path: string): Promise<FileRecord> {
  const stem = join(dirname(path), basename(path).split('.')[0]!);
  const described = JSON.parse(await readFile(`${stem}.json`, 'utf8')) as Omit<FileRecord, 'numbers'>;
  const bytes = await readFile(`${stem}.bin`);
  return { ...described, numbers: new Float32Array(new Uint8Array(bytes).buffer) };
}

/** One line of the table. */
function rowText(row: ForeignRow): string {
  if ('failed' in row) return `${row.file.padEnd(44)} ${row.failed}`;
  const { output, weights, compared, worst, worstWeight } = row;
  const figures = [output.toExponential(0).padStart(8), `${compared}/${weights}`.padStart(9)];
  return `${row.file.padEnd(44)} ${figures.join(' ')} ${worst.toExponential(0).padStart(8)} ${worstWeight}`;
}

/** The heading of the table. */
export const heading = `${'file'.padEnd(44)}   scores   weights    worst gradient`;
