// Leaves the exit code in a file for whoever started this program but may not live to see its end: the
// studio.
import { writeFileSync } from 'node:fs';

/** Writes `<exit code> <milliseconds since 1970>` into the file that $ATELIER_EXIT_FILE names, at the end. */
export function leaveExitCode(): void {
  const { ATELIER_EXIT_FILE: file } = process.env;
  delete process.env['ATELIER_EXIT_FILE']; // not for programs that this one starts
  if (!file) return;
  process.once('exit', (code) => {
    try {
      writeFileSync(file, `${code} ${Date.now()}\n`);
    } catch {
      // The folder is gone: nobody asks.
    }
  });
}
