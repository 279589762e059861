// Room for results that can be computed again.
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** Removes what is in a folder but for the newest files and folders. */
export async function keepNewest(folder: string, most: number): Promise<void> {
  const names = await readdir(folder).catch((): string[] => []);
  if (names.length <= most) return;
  const found = await Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { path, time: (await stat(path)).mtimeMs };
    }),
  );
  for (const { path } of found.sort((a, b) => b.time - a.time).slice(most))
    await rm(path, { recursive: true, force: true });
}
