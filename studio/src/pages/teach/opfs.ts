// Files of Teach in the browser's private file system, for workers. They stay when the page is closed, and no
// other site sees them.
import { InputError } from '../../../../src/errors.ts';
import type { GrowingFile } from './core/growing-file.ts';

/** What workers have and TypeScript's types for pages lack. */
interface SyncHandle {
  getSize(): number;
  read(into: Uint8Array, options: { readonly at: number }): number;
  write(bytes: Uint8Array, options: { readonly at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

declare global {
  interface FileSystemFileHandle {
    createSyncAccessHandle(): Promise<SyncHandle>;
  }
}

const folder = async () =>
  (await navigator.storage.getDirectory()).getDirectoryHandle('teach', { create: true });

/** For so long a worker that has ended may still hold a file, in milliseconds. */
const patience = 5000;

/** Opens a file, or makes it. Only one worker can have it. */
export async function openFile(name: string): Promise<GrowingFile> {
  const file = await (await folder()).getFileHandle(name, { create: true });
  return new PrivateFile(await whenFree(() => file.createSyncAccessHandle()));
}

/** Tries again while another worker holds the file. */
async function whenFree<T>(attempt: () => Promise<T>, until = performance.now() + patience): Promise<T> {
  try {
    return await attempt();
  } catch (error) {
    const isHeld = error instanceof DOMException && error.name === 'NoModificationAllowedError';
    if (!isHeld || performance.now() > until) throw error;
    await new Promise((resolve) => setTimeout(resolve, 50));
    return whenFree(attempt, until);
  }
}

/** A file as it is on the disk; undefined if there is none. */
export async function readFile(name: string): Promise<File | undefined> {
  try {
    return await (await (await folder()).getFileHandle(name)).getFile();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return undefined;
    throw error;
  }
}

/** Replaces a file. */
export async function writeFile(name: string, bytes: Uint8Array): Promise<void> {
  const file = await openFile(name);
  try {
    file.cut(0);
    file.append(bytes);
    file.flush();
  } finally {
    file.close();
  }
}

/** The names of all files. */
export async function fileNames(): Promise<string[]> {
  const names: string[] = [];
  for await (const name of (await folder()).keys()) names.push(name);
  return names;
}

/** Removes the files whose names a function accepts. */
export async function removeFiles(isToGo: (name: string) => boolean): Promise<void> {
  const place = await folder();
  const names = (await fileNames()).filter(isToGo);
  await Promise.all(names.map((name) => whenFree(() => place.removeEntry(name))));
}

class PrivateFile implements GrowingFile {
  private readonly handle: SyncHandle;
  size: number;

  constructor(handle: SyncHandle) {
    this.handle = handle;
    this.size = handle.getSize();
  }

  read(at: number, length: number): Uint8Array<ArrayBuffer> {
    const bytes = new Uint8Array(length);
    const read = this.handle.read(bytes, { at });
    if (read < length) throw new RangeError(`${this.size} bytes, not ${at + length}`);
    return bytes;
  }

  append(bytes: Uint8Array): void {
    try {
      const written = this.handle.write(bytes, { at: this.size });
      if (written < bytes.length) throw new DOMException('', 'QuotaExceededError');
    } catch (error) {
      this.handle.truncate(this.size);
      if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) throw error;
      throw new InputError(
        'the browser has no room left on the disk: free some, or save the data set and start over',
      );
    }
    this.size += bytes.length;
  }

  cut(size: number): void {
    this.handle.truncate(size);
    this.handle.flush();
    this.size = size;
  }

  flush(): void {
    this.handle.flush();
  }

  close(): void {
    this.handle.close();
  }
}
