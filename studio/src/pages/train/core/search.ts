// The address of the form: a run to duplicate, or options that another page has set. These lie over the draft
// until one changes them, so that the data and labels of another page never slip into the next draft.
import type { Draft } from '../../../core/option-form.ts';
import { searchText } from '../../../core/search-text.ts';

/** The options that an address may set, by the names of their fields. */
const optionNames = ['data', 'labels', 'augment'] as const;

export type TrainSearch = { readonly [Name in 'from' | (typeof optionNames)[number]]?: string };

/** Reads an address; what it can't mean is left out. */
export function readSearch(raw: Record<string, unknown>): TrainSearch {
  const search: Record<string, string> = {};
  for (const name of ['from', ...optionNames]) {
    const value = searchText(raw[name]);
    if (value !== undefined) search[name] = value;
  }
  return search;
}

/** The options that an address sets. */
export const givenOf = (search: TrainSearch): Draft =>
  Object.fromEntries(Object.entries(search).filter(([name]) => name !== 'from'));

/** What a change makes of the draft and of the options over it. @param next both as one, changed */
export function changeUnder(own: Draft, given: Draft, next: Draft): { own: Draft; given: Draft } {
  const isKept = ([name]: readonly [string, unknown]): boolean =>
    given[name] !== undefined && next[name] === given[name];
  const under = Object.entries(own).filter(isKept);
  const changed = Object.entries(next).filter((entry) => !isKept(entry));
  return {
    own: Object.fromEntries([...under, ...changed]),
    given: Object.fromEntries(Object.entries(given).filter(isKept)),
  };
}
