// Many tasks, a few at a time: so that thousands of files are neither read one after the other nor held in
// memory, or open, all at once.

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

/** How many files are looked at together where nothing else decides it. */
const filesAtOnce = 8;

/**
 * What a task gives for each item, in their order; at most `limit` tasks run at a time. Throws like
 * `inParallel`.
 */
export async function mapInParallel<T, R>(
  items: readonly T[],
  task: (item: T) => Promise<R>,
  limit = filesAtOnce,
): Promise<R[]> {
  const results = new Array<R>(items.length);
  await inParallel([...items.keys()], limit, async (i) => {
    results[i] = await task(items[i]!);
  });
  return results;
}

/** The items that pass a test, which is asked of a few at a time. */
export async function filterInParallel<T>(
  items: readonly T[],
  test: (item: T) => Promise<boolean>,
): Promise<T[]> {
  const passed = await mapInParallel(items, test);
  return items.filter((_, i) => passed[i]);
}
