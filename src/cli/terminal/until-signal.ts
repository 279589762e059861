// Work that ends by Ctrl-C, as usual.

/** Runs a task until Ctrl-C or SIGTERM, the usual end; a second signal ends the program at once. */
export async function untilSignal(task: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop).once('SIGTERM', stop);
  try {
    await task(controller.signal);
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
