import { toasts } from '../../core/toasts.ts';

/** Lets work go on by itself, and tells if it fails. */
export const told = (work: Promise<unknown>): void => void work.catch((error: unknown) => toasts.fail(error));
