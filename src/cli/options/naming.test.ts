import { expect, it } from 'vitest';
import { InputError } from '../../errors.ts';
import { naming } from './naming.ts';

it('returns the result', async () => {
  expect(await naming('--out', () => 3)).toBe(3);
  expect(await naming('--out', () => Promise.resolve(4))).toBe(4);
});

it('begins the message of an InputError with the name', async () => {
  const fail = () => Promise.reject(new InputError('expected a folder'));
  await expect(naming('--out', fail)).rejects.toThrow(new InputError('--out: expected a folder'));
  await expect(naming('--out', fail)).rejects.toThrow(InputError);
});

it('leaves other errors as they are', async () => {
  const defect = new TypeError('no function');
  await expect(naming('--out', () => Promise.reject(defect))).rejects.toBe(defect);
});
