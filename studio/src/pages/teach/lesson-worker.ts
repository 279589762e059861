// The worker that keeps the lesson on the disk: classes, pictures, and the model that was taught.
import { serve } from '../../inference/calls.ts';
import type { Change, Lesson, LessonPicture } from './core/lesson.ts';
import type { LessonFiles } from './core/lesson-files.ts';
import { writeZip, zippedPictures } from './core/picture-zip.ts';
import type { Result } from './core/result.ts';
import { isOfLesson, openLesson } from './lesson-place.ts';
import { openFile, readFile, removeFiles, writeFile } from './opfs.ts';

/** A picture to add. */
export interface NewPicture {
  readonly name: string;
  readonly blob: Blob;
}

const [zipFile, modelFile, resultFile] = ['data-set.zip', 'model.onnx', 'result.json'];

let files: LessonFiles;

const functions = {
  /** Opens the lesson; returns its changes. */
  async open(): Promise<readonly Change[]> {
    files = await openLesson();
    return files.opened;
  },
  change(change: Change): void {
    files.change(change);
    files.flush();
  },
  /** Adds pictures to a class. They are on the disk when this resolves. */
  async add(of: number, pictures: readonly NewPicture[]): Promise<LessonPicture[]> {
    const added: LessonPicture[] = [];
    for (const { name, blob } of pictures)
      added.push(files.add(of, name, blob.type, new Uint8Array(await blob.arrayBuffer())));
    files.flush();
    return added;
  },
  /** Pictures as they came. */
  read: (pictures: readonly Pick<LessonPicture, 'id' | 'type'>[]): Blob[] =>
    pictures.map(({ id, type }) => new Blob([files.read(id)], { type })),
  /** The data set as a file on the disk. */
  async zip(lesson: Lesson): Promise<Blob> {
    const zip = await openFile(zipFile);
    try {
      zip.cut(0);
      writeZip(
        zippedPictures(lesson),
        ({ id }) => files.read(id),
        (bytes) => zip.append(bytes),
      );
    } finally {
      zip.close();
    }
    return (await readFile(zipFile))!;
  },
  /** Keeps a model; its result comes last, so that both belong together. */
  async saveModel(model: Uint8Array, result: Result): Promise<void> {
    await removeFiles((name) => name === resultFile);
    await writeFile(modelFile, model);
    await writeFile(resultFile, new TextEncoder().encode(JSON.stringify(result)));
  },
  async result(): Promise<Result | undefined> {
    const file = await readFile(resultFile);
    return file && (JSON.parse(await file.text()) as Result);
  },
  model: async (): Promise<Uint8Array> => new Uint8Array(await (await readFile(modelFile))!.arrayBuffer()),
  /** Forgets everything. */
  async clear(): Promise<void> {
    files.clear();
    await removeFiles((name) => !isOfLesson(name));
  },
};

export type LessonFunctions = typeof functions;

serve(self as unknown as Parameters<typeof serve>[0], functions);
