// Conditions of the filter, put together from attributes and values.
import type { Facet } from '../../../../../src/server/studio/contract/catalogue.ts';

const keywords = /^(and|or|not|in|between|like|ilike|is|null|true|false)$/i;
const bareName = /^[\p{ID_Start}_]\p{ID_Continue}*(-\p{ID_Continue}+)*$/u;

/** A name as a condition has it: in quotes where it is no plain word. */
const written = (name: string): string =>
  bareName.test(name) && !keywords.test(name) ? name : `"${name.replaceAll('"', '""')}"`;

/** The condition that an attribute has a value: `colour = 'red'`. */
export const hasValue = ({ name, type }: Pick<Facet, 'name' | 'type'>, value: string): string =>
  `${written(name)} = ${type === 'text' ? `'${value.replaceAll("'", "''")}'` : value}`;

/** A condition and one more. An `or` in the first is kept together. */
export function narrowed(where: string | undefined, condition: string): string {
  if (where === undefined || where.trim() === '') return condition;
  return /\bor\b/i.test(where) ? `(${where}) and ${condition}` : `${where} and ${condition}`;
}
