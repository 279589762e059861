// Servers run until they are told to stop.

/** Waits for SIGTERM or Ctrl-C. A second signal ends the program at once. */
export function signalled(): Promise<void> {
  return new Promise((resolve) => {
    const once = () => {
      for (const name of ['SIGTERM', 'SIGINT'] as const)
        process.off(name, once).once(name, () => process.exit(1));
      resolve();
    };
    process.on('SIGTERM', once).on('SIGINT', once);
  });
}
