// Reads and writes files of decisions about labels.
import type { ConfigOwner } from '../../config-error.ts';
import { bindLabels } from '../../data/bind-labels.ts';
import type { DataSplits } from '../../data/dataset.ts';
import { labelsSchema, type Corrections, type LabelsFile } from '../../data/labels-file.ts';
import type { Pictures } from '../../data/pictures.ts';
import { InputError } from '../../errors.ts';
import { parseConfig } from '../../parse-config.ts';
import { writeFileAtomically } from '../files/atomic-write.ts';
import { readText } from './read-text.ts';

/**
 * Reads a file of decisions and checks it against a data set.
 *
 * @throws InputError that begins with the path, if it can't be read, is not valid, or belongs to other data
 * @example
 * const splits = await loadData('sketches');
 * const file = { labels: 1, data: 'sketches', digest: await digestOfSplits(splits), decisions: [] };
 * await writeLabels('labels.json', parseLabels(file));
 * (await readCorrections('labels.json', splits)).train.size // 0
 */
export async function readCorrections(path: string, splits: DataSplits<Pictures>): Promise<Corrections> {
  return bindLabels(await readLabels(path), splits, path);
}

/**
 * Reads a file of decisions, without a data set to check it against.
 *
 * @throws InputError like `readCorrections`
 */
export async function readLabels(path: string): Promise<LabelsFile> {
  const text = await readText(path);
  const owner: ConfigOwner = (keys) => (keys.length === 0 ? path : `${path}: ${keys.join('.')}`);
  return parseConfig(owner, labelsSchema, parseJson(text, path));
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError(`${path}: expected JSON: ${(error as SyntaxError).message}`);
  }
}

/** A file of decisions as text: a line for each decision, so that versions of it can be compared. */
export function labelsText({ decisions, ...about }: LabelsFile): string {
  const head = JSON.stringify(about, null, 2).slice(0, -2);
  const lines = decisions.map((decision) => `\n    ${JSON.stringify(decision)}`);
  return `${head},\n  "decisions": [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]\n}\n`;
}

/**
 * Writes a file of decisions in one step.
 *
 * @throws InputError if the folder is missing or not writable, or the disk is full
 */
export const writeLabels = (path: string, file: LabelsFile): Promise<void> =>
  writeFileAtomically(path, labelsText(file));
