// What the address of the walk says: everything but the reader's own files and changes.
import { searchText } from '../../../core/search-text.ts';
import { chapters, type Chapter } from './chapters.ts';

export interface LearnSearch {
  /** The first if it is left out. */
  readonly chapter?: Chapter;
  /** The id of a run, or `own:0` and so on for a file that was opened; the primer if it is left out. */
  readonly model?: string;
  /** The number of a sample, or `own`. */
  readonly picture?: string;
  /** The true class, if the reader has chosen one. */
  readonly label?: number;
  /** The stage that is looked at, if it is not the usual one of the chapter. */
  readonly stage?: string;
  /** Which of its maps or units. */
  readonly map?: number;
  /** Which cell: `row,column`. */
  readonly at?: string;
  /** Which input map of it. */
  readonly from?: number;
  /** Which weight of the filter. */
  readonly weight?: number;
}

/** What a step to another place changes; undefined forgets. */
export type SearchChange = { readonly [Name in keyof LearnSearch]?: LearnSearch[Name] | undefined };

/** Takes what is valid and drops the rest. */
export function readLearnSearch(given: Record<string, unknown>): LearnSearch {
  const chapter = chapters.find((name) => name === given['chapter']);
  return {
    ...(chapter && { chapter }),
    ...text('model', given),
    ...text('picture', given),
    ...count('label', given),
    ...text('stage', given),
    ...count('map', given),
    ...(/^\d+,\d+$/.test(String(given['at'])) && { at: String(given['at']) }),
    ...count('from', given),
    ...count('weight', given),
  };
}

const text = (name: string, given: Record<string, unknown>) => {
  const value = searchText(given[name]);
  return value === undefined ? {} : { [name]: value };
};

const count = (name: string, given: Record<string, unknown>) =>
  Number.isSafeInteger(given[name]) && Number(given[name]) >= 0 ? { [name]: Number(given[name]) } : {};
