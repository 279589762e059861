// What is typed into the form of a command, and the options that it means.
import { secondsOfDuration } from '../../../src/duration.ts';
import type { CommandOptions, FormField, OptionValue } from '../../../src/server/studio/contract/jobs.ts';

/** Texts and switches by the names of their fields; a field that is not set is missing. */
export type Draft = Readonly<Record<string, string | boolean>>;

/** What can be wrong with a field. */
export type Fault =
  | { readonly kind: 'not-whole' | 'not-number' | 'not-duration' }
  | { readonly kind: 'below' | 'above'; readonly limit: number }
  | { readonly kind: 'conflict'; readonly flags: readonly string[] }
  /** The server's words. */
  | { readonly kind: 'refused'; readonly words: string };

/** The draft with a field set; an empty text and `false` leave it out. */
export const withField = (draft: Draft, name: string, value: string | boolean): Draft =>
  value === '' || value === false
    ? Object.fromEntries(Object.entries(draft).filter(([key]) => key !== name))
    : { ...draft, [name]: value };

/** The faults of a draft by the names of their fields. */
export function faultsOf(draft: Draft, fields: readonly FormField[]): Record<string, Fault> {
  const faults: Record<string, Fault> = {};
  for (const field of fields) {
    const fault = draft[field.name] === undefined ? undefined : faultOf(draft, field, fields);
    if (fault) faults[field.name] = fault;
  }
  return faults;
}

function faultOf(draft: Draft, field: FormField, fields: readonly FormField[]): Fault | undefined {
  const others = fields.filter(({ name }) => field.conflicts.includes(name) && draft[name] !== undefined);
  if (others.length > 0) return { kind: 'conflict', flags: others.map(({ flag }) => flag) };
  if (field.type === 'duration')
    return secondsOfDuration(String(draft[field.name])) === undefined ? { kind: 'not-duration' } : undefined;
  if (field.type !== 'integer' && field.type !== 'number') return undefined;
  const value = Number(draft[field.name]);
  if (field.type === 'integer' && !Number.isInteger(value)) return { kind: 'not-whole' };
  if (!Number.isFinite(value)) return { kind: 'not-number' };
  if (field.minimum !== undefined && value < field.minimum) return { kind: 'below', limit: field.minimum };
  if (field.maximum !== undefined && value > field.maximum) return { kind: 'above', limit: field.maximum };
  return undefined;
}

/** The options as the server takes them. Fields that the form does not know are left out. */
export const optionsOf = (draft: Draft, fields: readonly FormField[]): CommandOptions =>
  Object.fromEntries(
    fields.flatMap(({ name, type }): [string, OptionValue][] => {
      const value = draft[name];
      if (value === undefined) return [];
      if (type === 'integer' || type === 'number') return [[name, Number(value)]];
      if (type === 'list') return [[name, String(value).split(/\s+/).filter(Boolean)]];
      return [[name, value]];
    }),
  );

/** The fields whose flag or help contains every word. */
export function matchingFields(fields: readonly FormField[], query: string): FormField[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return fields.filter(({ flag, help }) => {
    const text = `${flag} ${help}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Reads a remembered draft; what is not one gives an empty one. */
export function readDraft(text: string | undefined): Draft {
  try {
    const entries = Object.entries(JSON.parse(text ?? '{}') as Record<string, unknown>);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string | boolean] =>
        /^(string|boolean)$/.test(typeof entry[1]),
      ),
    );
  } catch {
    return {};
  }
}
