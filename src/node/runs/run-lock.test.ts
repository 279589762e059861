import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkUnlocked, isLockName, lockRun } from './run-lock.ts';

describe('a lock of a run', () => {
  let run: string;
  const locks = async () => (await readdir(run)).filter(isLockName);
  const leave = (name: string) => writeFile(join(run, name), '');

  beforeEach(async () => {
    run = await mkdtemp(join(tmpdir(), 'atelier-lock-'));
  });
  afterEach(() => rm(run, { recursive: true }));

  it('exists until it is released', async () => {
    const lock = await lockRun(run);
    expect(await locks()).toHaveLength(1);
    await expect(checkUnlocked(run)).rejects.toThrow(`${run}: process ${process.pid} is working on this run`);
    await expect(lockRun(run)).rejects.toThrow(`${run}: this process is already working on this run`);
    expect(await locks()).toHaveLength(1);
    await lock.release();
    expect(await readdir(run)).toEqual([]);
    await checkUnlocked(run);
    await (await lockRun(run)).release();
  });

  it('holds while its process runs, and is taken over after it was killed', async () => {
    const script = `import(${JSON.stringify(new URL('run-lock.ts', import.meta.url).href)})
      .then(({ lockRun }) => lockRun(${JSON.stringify(run)})).then(() => { console.log('locked'); setInterval(() => {}, 1000); })`;
    const other = spawn(process.execPath, ['--import', 'tsx', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(other.stdout, 'data');
    await expect(lockRun(run)).rejects.toThrow(`process ${other.pid} is working on this run`);
    expect(await locks()).toHaveLength(1);
    other.kill('SIGKILL');
    await once(other, 'exit');
    const lock = await lockRun(run);
    expect(await locks()).toEqual([expect.stringContaining(`.lock.${process.pid}.`)]);
    await lock.release();
  });

  it('does not hold for a later process with the same number', async () => {
    await leave(`.lock.${process.ppid}.1.${encodeURIComponent(hostname())}`);
    await checkUnlocked(run);
    await (await lockRun(run)).release();
    expect(await readdir(run)).toEqual([]);
  });

  it('with an unknown start time is named in the refusal', async () => {
    const name = `.lock.${process.ppid}..${encodeURIComponent(hostname())}`;
    await leave(name);
    await expect(checkUnlocked(run)).rejects.toThrow(
      `${run}: process ${process.ppid} is working on this run; if it has ended, remove ${join(run, name)}`,
    );
  });

  it('of another machine is kept, and the refusal says what to remove', async () => {
    await leave('.lock.7.7.elsewhere');
    await expect(lockRun(run)).rejects.toThrow(
      `${run}: process 7 on elsewhere is working on this run; if it has ended, remove ${join(run, '.lock.7.7.elsewhere')}`,
    );
    expect(await readdir(run)).toEqual(['.lock.7.7.elsewhere']);
  });

  it.each(['.lock', '.lock.x.1.host', '.lock.1.1.', 'lock.1.1.host', 'config.json'])(
    'is not a file named %s',
    async (name) => {
      expect(isLockName(name)).toBe(false);
      await leave(name);
      await (await lockRun(run)).release();
      expect(await readdir(run)).toEqual([name]);
    },
  );

  it('is refused with a reason if its folder can’t be written', async () => {
    await expect(lockRun(join(run, 'missing'))).rejects.toThrow(
      `${join(run, 'missing')}: can't be written: no such file or directory`,
    );
  });
});
