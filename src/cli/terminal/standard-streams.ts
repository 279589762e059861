// What happens when standard output or standard error can't be written: a disk that is full, a pipe whose
// reader has gone.
import { systemReason } from '../../node/system-errors.ts';
import { complain } from './output.ts';

/**
 * Ends the program in one line when its result can't be written, quietly where the reader has seen enough, as
 * `head` has. Words that can't be written to standard error stop no work: there is nobody to tell.
 */
export function guardStandardStreams(): void {
  process.stderr.on('error', () => undefined);
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    complain(`cannot write to standard output: ${systemReason(error)}`);
    process.exit(2);
  });
}
