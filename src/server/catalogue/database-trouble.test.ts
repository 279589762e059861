// Which errors are the database's fault: errors of Node, of `pg` and of Postgres as they come.
import { expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { databaseTrouble } from './database-trouble.ts';

const coded = (code: string) => Object.assign(new Error('told'), { code });

it.each<[string, unknown, boolean]>([
  ['a refused connection', coded('ECONNREFUSED'), true],
  ['several refused connections', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' }), true],
  ['a shutdown', coded('57P01'), true],
  ['a lost connection', new Error('Connection terminated unexpectedly'), true],
  ['too many connections', coded('53300'), true],
  ['a refusal in words', new InputError('shop: lost', { cause: coded('57P01') }), true],
  ['a mistake in SQL', coded('42601'), false],
  ['a wrong value', coded('22P02'), false],
  ['a missing table', coded('42P01'), false],
  ['a wrong request', new InputError('where: expected a name'), false],
  ['a defect', new TypeError('x is not a function'), false],
])('tells %s', (_, error, isTrouble) => {
  expect(databaseTrouble(error) !== undefined).toBe(isTrouble);
});
