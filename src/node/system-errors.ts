// What the operating system refused, in a person's words: codes such as ENOSPC turned into an InputError of
// one line. Codes that no input explains (EINVAL, EBADF, ...) are left alone: they keep their stack.
import { InputError } from '../errors.ts';

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EBUSY: 'it is in use',
  EDQUOT: 'the disk quota is used up',
  EEXIST: 'something else of that name exists',
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

/** What the system refused, in words where there are some, else by its code. */
export const systemReason = ({ code = '', message }: NodeJS.ErrnoException): string =>
  reasons[code] ?? (code || message);

/** Whether `error` comes from the system with one of `codes`, e.g. `'ENOENT'`. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

/**
 * The error to throw instead of `error`: an InputError `<what>: <reason>` where the system had a reason that
 * the user can do something about, `error` itself otherwise.
 *
 * @param what what failed, e.g. `cannot write runs/train/config.json`
 */
export function explainSystemError(error: unknown, what: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const reason = reasons[code];
  return reason === undefined ? error : new InputError(`${what}: ${reason}`, { cause: error });
}
