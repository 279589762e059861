// Handles failures to write to standard output or standard error, such as a full disk or a closed pipe.
import { systemReason } from '../../node/files/system-errors.ts';
import { complain } from './output.ts';

/**
 * Ends the program with one line if its result can't be written, or silently if the reader closed the pipe,
 * as `head` does. A failure to write to standard error stops nothing: the result matters, not the progress.
 */
export function guardStandardStreams(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    complain(`standard output: cannot be written: ${systemReason(error)}`);
    process.exit(2);
  });
}
