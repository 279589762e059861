// Comparisons in the studio's folder. Each is named by a digest of what it depends on, so that it is computed
// once for the models as they are.
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { makeFolder } from '../../../node/files/make-folder.ts';
import { programVersion } from '../../../node/files/program-version.ts';
import { comparisonDocument, type Comparison } from '../contract/comparisons.ts';
import { runCommand } from '../jobs/run-command.ts';
import { shellLine } from '../../../shell-words.ts';
import { keepNewest } from '../keep-newest.ts';
import type { Studio } from '../studio.ts';

/** What is compared: the ids of two models, and where. */
export interface ComparisonRequest {
  readonly a: string;
  readonly b: string;
  readonly split: 'validation' | 'test';
}

const documentFile = 'comparison.json';
/** So many comparisons are kept; each takes some hundred kilobytes. */
const mostKept = 200;

/** The folder of all comparisons. */
export const comparisonsFolder = ({ state }: Studio['workspace']): string => join(state, 'comparisons');

/**
 * Compares two models, or returns what is known of them.
 *
 * @param waiting the answer; the command ends if nobody waits for it any more
 * @throws HttpError 404 if there is no such model, InputError if the two can't be compared
 */
export async function compareModels(
  { models, program, workspace }: Pick<Studio, 'models' | 'program' | 'workspace'>,
  { a, b, split }: ComparisonRequest,
  waiting: ServerResponse,
): Promise<Comparison> {
  const words = ['compare', await models.argument(a), await models.argument(b), '--split', split];
  const states = await Promise.all([a, b].map(async (id) => stateOf(await models.file(id))));
  const id = digestOf([...words, ...states, programVersion]);
  const folder = join(comparisonsFolder(workspace), id);
  const document = (await readDocument(folder)) ?? (await compute());
  return { ...document, id, command: shellLine(words) };

  async function compute() {
    await makeFolder(folder);
    const { document: printed, notices } = await runCommand(program, [...words, '--studio', folder], waiting);
    const document = comparisonDocument.parse({ ...(printed as object), notices });
    await writeFileAtomically(join(folder, documentFile), JSON.stringify(document));
    await keepNewest(comparisonsFolder(workspace), mostKept);
    return document;
  }
}

async function readDocument(folder: string) {
  const text = await readFile(join(folder, documentFile), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : comparisonDocument.safeParse(JSON.parse(text)).data;
}

async function stateOf(file: string): Promise<string> {
  const { size, mtimeMs } = await stat(file);
  return `${size} ${mtimeMs}`;
}

const digestOf = (inputs: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(inputs)).digest('hex').slice(0, 24);
