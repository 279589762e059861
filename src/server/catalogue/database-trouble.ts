// Which errors mean that the database does not answer, so that it is no fault of ours, nor of the request.
import { InputError } from '../../errors.ts';

/**
 * Classes of Postgres's errors (appendix A of its manual): the connection, transactions that may not write,
 * rights, the catalogue's name, resources, shutdown, and the system.
 */
const classes = /^(?:08|25|28|3D|53|57|58)...$/;
/** The errors without a code that `pg` makes itself. */
const words = /^(?:Connection terminated|Client has encountered a connection error|timeout exceeded)/;

/** The reason, for the log, if an error means that the database does not answer. */
export function databaseTrouble(error: unknown): string | undefined {
  // An InputError about the database has the database's own error as its cause; others are about the request.
  const cause = (error instanceof InputError ? error.cause : error) as
    (Error & { code?: unknown }) | undefined;
  if (cause === undefined) return undefined;
  const { code, message } = cause;
  const isTrouble =
    typeof code === 'string' ? /^E[A-Z]+$/.test(code) || classes.test(code) : words.test(message);
  return isTrouble || error instanceof InputError ? message || String(code) : undefined;
}
