// A lesson on the disk: one file with the bytes of all pictures, and a journal of changes beside it. A
// picture counts when its line in the journal is whole, so that a crash at any moment loses nothing that was
// there.
import { LessonState, type Change, type Lesson, type LessonPicture } from './lesson.ts';
import type { GrowingFile } from './growing-file.ts';

export class LessonFiles {
  private readonly bytes: GrowingFile;
  private readonly journal: GrowingFile;
  private state = new LessonState();
  /** The changes that were in the journal when it was opened. */
  readonly opened: Change[] = [];

  /** Reads the journal, and cuts off what a crash left unfinished. */
  constructor(bytes: GrowingFile, journal: GrowingFile) {
    this.bytes = bytes;
    this.journal = journal;
    journal.cut(this.replay(journal.read(0, journal.size)));
    if (bytes.size > this.state.end) bytes.cut(this.state.end);
  }

  lesson(): Lesson {
    return this.state.lesson();
  }

  change(change: Change): void {
    this.journal.append(new TextEncoder().encode(`${JSON.stringify(change)}\n`));
    this.state.apply(change);
  }

  /** Adds a picture. */
  add(of: number, name: string, type: string, bytes: Uint8Array): LessonPicture {
    const picture = { id: this.state.nextPicture, of, name, type, at: this.bytes.size, size: bytes.length };
    this.bytes.append(bytes);
    try {
      this.change({ do: 'picture', ...picture });
    } catch (error) {
      this.bytes.cut(picture.at);
      throw error;
    }
    return picture;
  }

  /** The bytes of a picture, whether it is left out or not. */
  read(id: number): Uint8Array<ArrayBuffer> {
    const { at, size } = this.state.picture(id)!;
    return this.bytes.read(at, size);
  }

  /** Returns when everything is on the disk, pictures before the lines that name them. */
  flush(): void {
    this.bytes.flush();
    this.journal.flush();
  }

  /** The share of the pictures' bytes that belongs to pictures that were left out. */
  get wasted(): number {
    const used = this.lesson().pictures.reduce((sum, { size }) => sum + size, 0);
    return this.bytes.size === 0 ? 0 : 1 - used / this.bytes.size;
  }

  /** Copies the lesson to other files, without what was left out. Nothing changes here. */
  copyTo(bytes: GrowingFile, journal: GrowingFile): void {
    bytes.cut(0);
    journal.cut(0);
    const copy = new LessonFiles(bytes, journal);
    const { name, classes, pictures } = this.lesson();
    const { nextPicture, nextClass } = this.state;
    copy.change({ do: 'name', name });
    for (const one of classes) copy.change({ do: 'class', ...one });
    for (const picture of pictures) {
      const at = bytes.size;
      bytes.append(this.read(picture.id));
      copy.change({ do: 'picture', ...picture, at });
    }
    copy.change({ do: 'used', picture: nextPicture - 1, class: nextClass - 1 });
    copy.flush();
  }

  close(): void {
    this.bytes.close();
    this.journal.close();
  }

  /** Forgets everything. */
  clear(): void {
    this.journal.cut(0);
    this.bytes.cut(0);
    this.state = new LessonState();
  }

  /** Applies the whole lines, and returns where they end. */
  private replay(journal: Uint8Array): number {
    let end = 0;
    for (;;) {
      const next = journal.indexOf(lineEnd, end);
      const change = next < 0 ? undefined : readLine(journal.subarray(end, next));
      if (!change || (change.do === 'picture' && change.at + change.size > this.bytes.size)) return end;
      this.state.apply(change);
      this.opened.push(change);
      end = next + 1;
    }
  }
}

const lineEnd = 10;

function readLine(line: Uint8Array): Change | undefined {
  try {
    return JSON.parse(new TextDecoder().decode(line)) as Change;
  } catch {
    return undefined;
  }
}
