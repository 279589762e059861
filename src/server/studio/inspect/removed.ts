// Files that a person removed on the page. They can be put back until the studio starts again.
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasCode } from '../../../node/files/system-errors.ts';
import { insideOf } from '../workspace.ts';

/** A folder, and another one for what was removed from it. */
export class Removed {
  private readonly home: string;
  private readonly bin: string;

  constructor(home: string, bin: string) {
    this.home = home;
    this.bin = bin;
  }

  /** Makes both folders; what was removed before is gone. */
  async open(): Promise<void> {
    await rm(this.bin, { recursive: true, force: true });
    await Promise.all([this.home, this.bin].map((folder) => mkdir(folder, { recursive: true })));
  }

  /** Removes a file, unless it is gone already. @param path its path in the folder */
  async take(path: string): Promise<void> {
    await move(join(this.home, path), join(this.bin, path)).catch((error: unknown) => {
      if (!hasCode(error, 'ENOENT')) throw error;
    });
  }

  /**
   * Puts a file back.
   *
   * @throws HttpError 404 if it was not removed since the studio started
   */
  async putBack(path: string): Promise<void> {
    await insideOf(this.bin, ...path.split('/'));
    await move(join(this.bin, path), join(this.home, path));
  }
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
}
