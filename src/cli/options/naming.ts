// Errors about an option or a model, told as such where what throws them does not know its name.
import { InputError } from '../../errors.ts';

/** Begins the message with a name, if something throws an InputError. */
export async function naming<T>(name: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof InputError) throw new InputError(`${name}: ${error.message}`);
    throw error;
  }
}
