// The model of a request that names none.
import { badRequest } from '../errors.ts';

/** @throws HttpError if there is not just one model */
export function onlyModel(names: readonly string[]): string {
  if (names.length === 1) return names[0]!;
  throw badRequest(`query: model: expected one of ${names.join(', ') || 'no models'}, got nothing`);
}
