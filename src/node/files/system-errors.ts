// Explains errors of the operating system: turns codes such as ENOSPC into an InputError of one line. Codes
// that are not the user's to mend (EINVAL, EBADF, ...) stay as they are and keep their stack.
import { InputError } from '../../errors.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'a file of that name exists already',
  EFBIG: 'the file would be too large',
  EIO: 'the device reports an error',
  EISDIR: 'it is a directory',
  ELOOP: 'too many symbolic links',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ENOENT: 'no such file or directory',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'a part of its path is not a directory',
  EPERM: 'operation not permitted',
  EROFS: 'the file system is read-only',
};

/** The reason in words if the code is known, otherwise the code. */
export const systemReason = ({ code = '', message }: NodeJS.ErrnoException): string =>
  reasons[code] ?? (code || message);

/** Whether `error` comes from the system with one of `codes`, e.g. `'ENOENT'`. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/**
 * Returns the error to throw instead of `error`: an InputError `<what>: <reason>` if the user can mend the
 * cause, otherwise `error` itself.
 *
 * @param what what failed, e.g. `runs/train/config.json: can't be written`
 */
export function explainSystemError(error: unknown, what: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  return reason === undefined ? error : new InputError(`${what}: ${reason}`, { cause: error });
}
