// The inspectors that are open on the thread: the last two that were used.
import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { openInspector, type Inspector } from '../../../inspection/inspector.ts';
import { readInspectorFile } from '../../../node/inspection/inspector-file.ts';

/** An inspector with what tells it from others. */
export interface OpenInspector {
  readonly inspector: Inspector;
  /** The first digits of its checksum. */
  readonly revision: string;
  readonly bytes: number;
}

interface Entry extends OpenInspector {
  /** The size and time of the file when it was read. */
  readonly stamp: string;
}

const mostOpen = 2;
/** Of the checksum, in hexadecimal. */
const revisionDigits = 12;

/** Opens inspectors by their files. */
export class OpenInspectors {
  private readonly open = new Map<string, Entry>();

  /** @throws InputError if the file is no inspector */
  async of(file: string): Promise<OpenInspector> {
    const stamp = await stampOf(file);
    const known = this.open.get(file);
    if (known?.stamp === stamp) {
      this.open.delete(file); // the last one that was used comes last
      this.open.set(file, known);
      return known;
    }
    const bytes = await readInspectorFile(file);
    const inspector = await openInspector(bytes, file, { threads: 1 });
    const revision = createHash('sha256').update(bytes).digest('hex').slice(0, revisionDigits);
    const entry = { stamp, inspector, revision, bytes: bytes.length };
    await known?.inspector.dispose();
    this.open.set(file, entry);
    await this.closeOldest();
    return entry;
  }

  private async closeOldest(): Promise<void> {
    for (const [file, { inspector }] of this.open) {
      if (this.open.size <= mostOpen) return;
      this.open.delete(file);
      await inspector.dispose();
    }
  }
}

const stampOf = (file: string): Promise<string> =>
  stat(file).then(
    ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
    () => 'missing',
  );
