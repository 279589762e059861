// Errors of a Postgres server in words: those that the user can mend become an InputError of one line.
import { InputError } from '../../errors.ts';

/** Codes of Node, and of Postgres (appendix A of its manual) as a server shuts down or after a crash. */
const lostCodes =
  /^(?:ECONNRESET|ECONNREFUSED|ECONNABORTED|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|57P0[1-5]|08...)$/;
/** The errors without a code that `pg` makes itself. */
const lostWords = /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded)/;

/**
 * Returns the error to throw instead of `error`, which a query or a connection has thrown.
 *
 * @param name names the catalogue
 */
export function explainServerError(error: unknown, name: string): unknown {
  const { code = '' } = error as { readonly code?: string };
  const message = messageOf(error);
  const told = (what: string) => new InputError(`${name}: ${what}: ${message}`, { cause: error });
  if (lostCodes.test(code) || (code === '' && lostWords.test(message)))
    return new InputError(
      `${name}: the connection to the database was lost: ${message}; what was stored is kept, so run the same command again`,
      { cause: error },
    );
  if (code === '42501') return told('this user lacks a right');
  if (code === '25006') return told('the database is read-only');
  if (/^53...$/.test(code)) return told('the server lacks resources');
  return error;
}

/** The message of an error. Node gives none of its own if a host has several addresses that all refuse. */
export function messageOf(error: unknown): string {
  const { message, errors = [] } = error as Error & { readonly errors?: readonly Error[] };
  return message || errors.map((one) => one.message).join('; ');
}
