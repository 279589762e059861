// Entries of a folder, pipes and sockets among them: opening one would block for ever.
import { execFileSync } from 'node:child_process';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readText } from '../data/read-text.ts';
import { temporaryFolder } from '../data/testing/idx-folder.ts';
import { entriesOf } from './entries.ts';
import { firstBytes } from './first-bytes.ts';

describe.runIf(process.platform !== 'win32')('pipes, sockets and devices', () => {
  async function folderOfAll(): Promise<string> {
    const folder = await temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe'), join(folder, 'pipe.png')]);
    await symlink('pipe', join(folder, 'to pipe'));
    await symlink('/dev/zero', join(folder, 'to device'));
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
    onTestFinished(() => void server.close());
    await writeFile(join(folder, 'file'), 'abc');
    await mkdir(join(folder, 'folder'));
    await symlink('nowhere', join(folder, 'to nothing'));
    return folder;
  }

  it('are distinguished from files and folders', async () => {
    expect(await entriesOf(await folderOfAll())).toEqual({
      files: ['file', 'to nothing'],
      folders: ['folder'],
      linkedFolders: [],
      leftovers: [],
      noFiles: ['pipe', 'pipe.png', 'socket', 'to device', 'to pipe'],
    });
  });

  it('are not opened', async () => {
    const folder = await folderOfAll();
    for (const name of ['pipe', 'to pipe', 'to device', 'socket']) {
      const path = join(folder, name);
      await expect(firstBytes(path, 4)).rejects.toThrow(
        `${path}: expected a regular file, got a folder, pipe or device`,
      );
      await expect(readText(path)).rejects.toThrow(`${path}: expected text, got a pipe, socket or device`);
    }
    expect(await firstBytes(join(folder, 'file'), 2)).toEqual(Uint8Array.of(97, 98));
  });
});
