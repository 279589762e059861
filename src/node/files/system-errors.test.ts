import { expect, test } from 'vitest';
import { InputError } from '../../errors.ts';
import { explainSystemError, hasCode } from './system-errors.ts';

const systemError = (code: string) => Object.assign(new Error(`${code}: nasty, open '/x'`), { code });

test.each([
  ['ENOSPC', 'no space left on the disk'],
  ['EACCES', 'permission denied'],
  ['EROFS', 'the file system is read-only'],
  ['ENOTDIR', 'a part of its path is not a directory'],
  ['EMFILE', 'too many files are open'],
])('%s becomes one line', (code, reason) => {
  expect(explainSystemError(systemError(code), "x: can't be written")).toEqual(
    new InputError(`x: can't be written: ${reason}`),
  );
});

test('errors that input cannot cause stay unchanged', () => {
  for (const error of [systemError('EINVAL'), new Error('defect'), new InputError('said already'), 'text'])
    expect(explainSystemError(error, "x: can't be written")).toBe(error);
});

test('recognises codes', () => {
  expect(hasCode(systemError('ENOENT'), 'EEXIST', 'ENOENT')).toBe(true);
  expect(hasCode(new Error('ENOENT'), 'ENOENT')).toBe(false);
});
