// All kinds of input, intact and damaged, drawn from a seed. Intact input is read as it was written. Damaged
// input is either refused in one line or read; never with a stack, a crash or a hang, a wrong label, or an
// empty picture without a notice.
//
// For more cases set ATELIER_FUZZ_CASES=50000. To run a single case, by the number in a failure, set
// ATELIER_FUZZ_FROM=1234 ATELIER_FUZZ_CASES=1.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Random } from '../../src/random.ts';
import { temporaryFolder } from '../testing/folders.ts';
import { tryArrays } from './arrays.ts';
import { tryFolder } from './folders.ts';
import { labelledFiles } from './labelled.ts';
import { pictureFiles, tryPicture } from './pictures.ts';
import { tryTable } from './tables.ts';

const from = Number(process.env.ATELIER_FUZZ_FROM ?? 0);
const cases = Number(process.env.ATELIER_FUZZ_CASES ?? 2000);
/** A case takes milliseconds; the limit allows for a busy machine. */
const mostSeconds = 20;
const mostFailures = 10;

const [pictures, labelled] = await Promise.all([pictureFiles(), labelledFiles()]);
const root = await temporaryFolder();

type Case = (folder: string, random: Random) => Promise<void>;

/** The kinds of cases, and their number in each 20 cases. */
const kinds: readonly (readonly [share: number, run: Case])[] = [
  [10, (_, random) => tryPicture(pictures, random)],
  [3, (folder, random) => tryFolder(folder, labelled, random)],
  [2, (folder, random) => tryTable(folder, labelled, random)],
  [2, (folder, random) => tryArrays(folder, 'idx', random)],
  [2, (folder, random) => tryArrays(folder, 'npz', random)],
  [1, (folder, random) => tryArrays(folder, 'pixel table', random)],
];
const lots = kinds.flatMap(([share, run]) => Array.from({ length: share }, () => run));

/** Runs a case in a separate folder. */
async function runCase(number: number): Promise<void> {
  const random = new Random(1, 'intake', number);
  const run = lots[random.integer(lots.length)]!;
  const folder = join(root, String(number));
  await mkdir(folder);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`the case did not end within ${mostSeconds} s`)),
      mostSeconds * 1000,
    );
  });
  try {
    await Promise.race([run(folder, random), late]);
  } finally {
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true });
  }
}

test(`${cases} cases from ${from} on`, { timeout: 60_000 + 200 * cases }, async () => {
  const failures: string[] = [];
  for (let number = from; number < from + cases && failures.length < mostFailures; number++)
    await runCase(number).catch((error: unknown) =>
      failures.push(`case ${number}: ${error instanceof Error ? error.stack : String(error)}`),
    );
  expect(failures).toEqual([]);
});
