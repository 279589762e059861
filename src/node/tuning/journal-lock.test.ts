// The lock of a journal file: one at a time, and locks whose owner has died.
import { appendFile, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { withJournalLock } from './journal-lock.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lock-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function journal(name: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, '');
  return path;
}

it('lets in one at a time', async () => {
  const path = await journal('one');
  let [inside, most] = [0, 0];
  const task = async () => {
    most = Math.max(most, ++inside);
    await sleep(2);
    inside--;
  };
  await Promise.all(Array.from({ length: 8 }, () => withJournalLock(path, task)));
  expect(most).toBe(1);
});

it('is let go after an error', async () => {
  const path = await journal('error');
  const broken = withJournalLock(path, () => Promise.reject(new Error('broken')));
  await expect(broken).rejects.toThrow('broken');
  expect(await withJournalLock(path, () => Promise.resolve('in'))).toBe('in');
});

describe('a lock of somebody else', () => {
  const grace = 200;

  it.each(['a link', 'a file'])('whose owner has died, %s, is taken after a while', async (kind) => {
    const path = await journal(kind);
    if (kind === 'a link') await symlink(path, `${path}.lock`);
    else await writeFile(`${path}.lock`, '');
    const start = performance.now();
    expect(await withJournalLock(path, () => Promise.resolve('in'), grace)).toBe('in');
    expect(performance.now() - start).toBeGreaterThanOrEqual(grace);
    expect((await readdir(folder)).filter((name) => name.startsWith(`${kind}.lock`))).toEqual([]);
  });

  it('is left alone as long as the journal changes', async () => {
    const path = await journal('busy');
    await symlink(path, `${path}.lock`);
    let isIn = false;
    const waiting = withJournalLock(path, () => Promise.resolve((isIn = true)), grace);
    const start = performance.now();
    while (performance.now() - start < 3 * grace) {
      await appendFile(path, 'x');
      expect(isIn).toBe(false);
      await sleep(10);
    }
    await rm(`${path}.lock`);
    await waiting;
    expect(isIn).toBe(true);
  });
});
