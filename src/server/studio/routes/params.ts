// The parts of addresses that name something.
import { z } from 'zod';

/** An id: looked up, and never part of a path before it was found. */
export const idParams = z.object({
  id: z
    .string()
    .max(200)
    .regex(/^[\w.~-]+$/, { error: 'expected the id of something' })
    .refine((id) => !/^\.+$/.test(id), { error: 'expected the id of something' }),
});
