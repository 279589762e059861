// The index of runs on disk, so that thousands of runs need not be read at each start. A run whose folder has
// not changed since is taken from here: each write into a run replaces a file and so changes its folder.
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { programVersion } from '../../../node/files/program-version.ts';
import { runSummary, type RunSummary } from '../contract/runs.ts';
import type { RunIndex } from './run-index.ts';

const cacheFile = z.object({ version: z.literal(programVersion), runs: z.record(z.string(), runSummary) });

/** A folder that changed so shortly before it was read may have changed again within the clock's step. */
const youngMs = 2000;

/** Reads the runs that were known, by their folders; none if the file is missing or of another version. */
export async function readIndexCache(file: string): Promise<Map<string, RunSummary>> {
  try {
    const { data } = cacheFile.safeParse(JSON.parse(await readFile(file, 'utf8')));
    return new Map(Object.entries(data?.runs ?? {}));
  } catch {
    return new Map();
  }
}

/** Writes the runs that nothing changes now. */
export async function writeIndexCache(file: string, index: RunIndex): Promise<void> {
  const isSettled = ({ modified }: RunSummary) => Date.now() - modified > youngMs;
  const settled = Array.from(index.all()).filter(({ isHeld, summary }) => !isHeld && isSettled(summary));
  const runs = Object.fromEntries(settled.map(({ path, summary }) => [path, summary]));
  await writeFileAtomically(file, JSON.stringify({ version: programVersion, runs }));
}
