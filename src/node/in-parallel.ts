// Many tasks, a few at a time: so that thousands of files are neither read one after the other nor held in memory all at once.

/**
 * Runs a task for each item, at most `limit` of them at a time, and starts none after one that has failed.
 *
 * @throws what the first task that failed threw
 * @example await inParallel(files, 8, async (file) => void sizes.set(file, (await stat(file)).size));
 */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values(); // shared: whoever is free takes the next
  let hasFailed = false;
  const work = async () => {
    for (const item of queue) {
      if (hasFailed) return;
      try {
        await task(item);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
}
