// The events of a catalogue's users, from a table.
import { parseEvents, type ParsedEvents } from '../../catalogue/recommendations/events.ts';
import { InputError } from '../../errors.ts';
import { counted } from '../../number-words.ts';
import { readText } from '../data/read-text.ts';

/**
 * Reads a table of events (docs/catalogue.md).
 *
 * @param keys of the items of the catalogue; events of others are left out
 * @throws InputError if it can't be read, or no event is left
 */
export async function readEvents(path: string, keys: readonly string[]): Promise<ParsedEvents> {
  const known = new Set(keys);
  const parsed = parseEvents(await readText(path), path, { isItem: (key) => known.has(key) });
  if (parsed.events.length > 0) return parsed;
  const got = parsed.unknownItems > 0 ? `${counted(parsed.unknownItems, 'event')} of other items` : 'none';
  const such = keys[0] === undefined ? '' : `, such as '${keys[0]}'`;
  throw new InputError(`${path}: expected events of items of the catalogue${such}, got ${got}`);
}
