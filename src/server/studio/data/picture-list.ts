// The indices that a request names: `0-127,300`.
import { badRequest } from '../../errors.ts';
import { mostPixels } from '../contract/data.ts';

/**
 * Reads a list of numbers and ranges.
 *
 * @param count every index must be below it
 * @throws HttpError 400 if it is something else, or names too many
 */
export function readIndices(text: string, count: number): number[] {
  const indices: number[] = [];
  for (const part of text.split(',')) {
    const [, first, last = first] = /^(\d{1,9})(?:-(\d{1,9}))?$/.exec(part) ?? [];
    if (first === undefined)
      throw badRequest(`at: expected indices such as 0-127,300, got '${part.slice(0, 40)}'`);
    const [from, to] = [Number(first), Number(last)];
    if (from > to || to >= count) throw badRequest(`at: expected indices below ${count}, got '${part}'`);
    if (indices.length + to - from >= mostPixels)
      throw badRequest(`at: expected at most ${mostPixels} pictures`);
    for (let index = from; index <= to; index++) indices.push(index);
  }
  return indices;
}
