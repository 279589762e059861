// Finds out which process listens on a port, where the system tells (Linux, for processes of the same user).
import { readdir, readFile, readlink } from 'node:fs/promises';

/** E.g. `node (process 1234)`; undefined if the system does not tell. */
export async function portOwner(port: number): Promise<string | undefined> {
  const sockets = new Set([
    ...(await listening('/proc/net/tcp', port)),
    ...(await listening('/proc/net/tcp6', port)),
  ]);
  if (sockets.size === 0) return undefined;
  for (const id of await names('/proc')) {
    if (!/^\d+$/.test(id)) continue;
    for (const file of await names(`/proc/${id}/fd`)) {
      const target = await readlink(`/proc/${id}/fd/${file}`).catch(() => '');
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode !== undefined && sockets.has(inode)) {
        const name = (await readFile(`/proc/${id}/comm`, 'utf8').catch(() => 'a program')).trim();
        return `${name} (process ${id})`;
      }
    }
  }
  return undefined;
}

/** The inodes of the sockets that listen on a port. */
async function listening(table: string, port: number): Promise<string[]> {
  const text = await readFile(table, 'utf8').catch(() => '');
  return text.split('\n').flatMap((line) => {
    const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/);
    const isIt = state === '0A' && parseInt(local.split(':')[1] ?? '', 16) === port;
    return isIt && inode !== undefined ? [inode] : [];
  });
}

const names = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);
