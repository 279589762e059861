// Runs many tasks, a few at a time. Thousands of files are then neither read one by one nor held open or in
// memory all at once.

/**
 * Runs a task for each item, at most `limit` of them at a time. After one has failed, starts no
 * further task and waits for those that run.
 *
 * @throws the error of the first task that failed
 * @example await inParallel(files, 8, async (file) => void sizes.set(file, (await stat(file)).size));
 */
export async function inParallel<T>(
  items: readonly T[],
  limit: number,
  task: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values(); // shared: each worker takes the next item
  const errors: unknown[] = [];
  const work = async () => {
    for (const item of queue) {
      if (errors.length > 0) return;
      try {
        await task(item);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: limit }, work));
  if (errors.length > 0) throw errors[0];
}

/** How many files are read at a time by default. */
const filesAtOnce = 8;

/**
 * Returns the result of a task for each item, in order. At most `limit` tasks run at a time.
 *
 * @throws like `inParallel`
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

/** Returns the items that pass a test. Runs a few tests at a time. */
export async function filterInParallel<T>(
  items: readonly T[],
  test: (item: T) => Promise<boolean>,
): Promise<T[]> {
  const passed = await mapInParallel(items, test);
  return items.filter((_, i) => passed[i]);
}
