// Puts the name of an option or a model before messages of code that does not know that name.
import { InputError } from '../../errors.ts';

/** Runs `make`; if it throws an InputError, adds `name` and a colon before the message. */
export async function naming<T>(name: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`);
    throw error;
  }
}
