// What a condition of a search may speak of: the attributes of items, and the columns that all items have.
import { sql, type Expression, type SqlBool } from 'kysely';
import { decodeModelCard } from '../nn/classifier-file.ts';
import type { FilledCatalogue } from './store/catalogue.ts';
import { attributeNames, keptAttributeNames } from './store/attribute-names.ts';
import type { Condition } from './where/condition.ts';
import { parseCondition } from './where/parse.ts';
import { conditionToSql, type Column } from './where/to-sql.ts';

/** How `conditionOf` reads a condition. */
export interface ConditionOptions {
  /** What errors call the condition; `--where` by default. */
  readonly source?: string;
  /** Leaves out `file`, the absolute path of an item's picture, which is nobody else's business. */
  readonly hidesFiles?: boolean;
}

/**
 * A condition for `searchCatalogue`. It may speak of the attributes that items have, and of `key`, `file`,
 * `class`, `probability` and `novelty`.
 *
 * An attribute that items had when the last synchronisation began may be named, though none has it any more.
 *
 * @param text such as `price < 50 and category = 'Dress'`
 * @throws InputError with the position of the first mistake
 */
export async function conditionOf(
  { db, model }: FilledCatalogue,
  text: string,
  { source = '--where', hidesFiles = false }: ConditionOptions = {},
): Promise<Expression<SqlBool>> {
  const { classNames } = decodeModelCard(model.bytes, model.name);
  const columns = new Map<string, Column>([
    ['key', { type: 'text', expression: sql.ref('item.key') }],
    ['file', { type: 'text', expression: sql.ref('item.file') }],
    [
      'class',
      { type: 'text', expression: sql`(${JSON.stringify(classNames)}::jsonb ->> vectors.label::integer)` },
    ],
    ['probability', { type: 'number', expression: sql.ref('vectors.probability') }],
    ['novelty', { type: 'number', expression: sql.ref('vectors.novelty') }],
  ]);
  if (hidesFiles) columns.delete('file');
  const parse = (attributes: readonly string[]) => parseCondition(text, { attributes, columns }, source);
  const kept = await keptAttributeNames(db);
  let condition: Condition;
  try {
    condition = parse(kept);
  } catch {
    condition = parse(await attributeNames(db)); // the name may be new
  }
  return conditionToSql(condition, sql.ref('item.attributes'), columns);
}
