// Where weights outside a model's file are. The file is untrusted: places must be numbers, and two tensors
// share bytes only if they share all of them.
import { GraphError } from '../graph/operator.ts';
import type { TensorProto } from './messages.ts';

/** Where the elements of a tensor are, outside the model. */
interface ExternalPlace {
  /** The name of the file. */
  readonly location: string;
  /** The first byte. */
  readonly offset: number;
  /** How many bytes; undefined for all up to the end. */
  readonly length: number | undefined;
}

/** What is read of a tensor; a GraphError names the tensor. */
export function forTensor<T>({ name = '' }: TensorProto, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    throw new GraphError(`tensor ${name}: ${error.message}`, { cause: error });
  }
}

/** Where a tensor's elements are, if not in the model. @throws GraphError for a place that is damaged */
export const externalPlace = (tensor: TensorProto): ExternalPlace => forTensor(tensor, () => placeOf(tensor));

/** Like `externalPlace`, but the error does not name the tensor. */
export function placeOf({ externalData = [] }: TensorProto): ExternalPlace {
  const entries = new Map(externalData.map(({ key = '', value = '' }) => [key, value]));
  const location = entries.get('location');
  if (!location) throw new GraphError('it names no file for its elements');
  const number = (key: string): number | undefined => {
    const text = entries.get(key);
    if (text === undefined) return undefined;
    if (!/^\d{1,15}$/.test(text)) throw new GraphError(`${key}: expected a number, got '${text}'`);
    return Number(text);
  };
  return { location, offset: number('offset') ?? 0, length: number('length') };
}

/**
 * Checks that tensors do not overlap in a file; several may have the same place.
 *
 * @throws GraphError that names two tensors that overlap
 */
export function checkPlaces(tensors: readonly TensorProto[]): void {
  const places = tensors
    .filter(({ dataLocation }) => dataLocation)
    .map((tensor) => ({ name: tensor.name ?? '', ...externalPlace(tensor) }))
    .map(({ length = Infinity, ...place }) => ({ ...place, end: place.offset + length }))
    .filter(({ offset, end }) => end > offset)
    .toSorted((a, b) => a.offset - b.offset || a.end - b.end);
  const last = new Map<string, (typeof places)[number]>();
  for (const place of places) {
    const before = last.get(place.location);
    const isShared = before?.offset === place.offset && before.end === place.end;
    if (before && before.end > place.offset && !isShared)
      throw new GraphError(
        `tensor ${place.name}: its elements overlap those of ${before.name} in '${place.location}'`,
      );
    last.set(place.location, place);
  }
}
