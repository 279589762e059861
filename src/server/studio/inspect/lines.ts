// The pieces that can be judged: the folders that were named at the start, and pictures that were given to
// the page, which are kept in the studio's own folder.
import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, resolve, sep } from 'node:path';
import { writeFileAtomically } from '../../../node/files/atomic-write.ts';
import { isDirectory } from '../../../node/files/entries.ts';
import { mapInParallel } from '../../../node/files/in-parallel.ts';
import { testPieces } from '../../../node/inspection/test-folder.ts';
import { imageFormat, imageFormats } from '../../../node/pictures/formats.ts';
import { listImageFiles } from '../../../node/pictures/list.ts';
import { InputError } from '../../../errors.ts';
import { badRequest, notFound } from '../../errors.ts';
import type { Piece, PieceLine, PieceRef } from '../contract/inspect.ts';
import { insideOf } from '../workspace.ts';
import { folderId } from './folder-id.ts';
import { Removed } from './removed.ts';

/** The id of the line of pictures that were given to the page. */
const droppedId = 'dropped';

/** The lines of pieces. */
export class Lines {
  private readonly folders: ReadonlyMap<string, string>;
  private readonly dropped: string;
  private readonly removed: Removed;

  /**
   * @param folders as they were named
   * @param dropped where pictures are kept that the page sends
   * @param removed where they go when they are removed
   */
  constructor(folders: readonly string[], dropped: string, removed: string) {
    this.folders = new Map(folders.map((folder) => [folderId(folder), folder]));
    this.dropped = dropped;
    this.removed = new Removed(dropped, removed);
  }

  /** @throws InputError if a folder is missing */
  async open(): Promise<void> {
    for (const folder of this.folders.values())
      if (!(await isDirectory(folder))) throw new InputError(`--pieces: expected a folder, got '${folder}'`);
    await this.removed.open();
  }

  async list(): Promise<PieceLine[]> {
    const named = await Promise.all(
      Array.from(this.folders, async ([id, folder]): Promise<PieceLine> => {
        const kind = (await isDirectory(join(folder, 'test'))) ? 'tests' : 'folder';
        return { id, name: basename(resolve(folder)), folder, kind };
      }),
    );
    const { pieces, bytes } = await this.share();
    const dropped = { id: droppedId, name: droppedId, folder: this.dropped, kind: 'dropped' } as const;
    return [...named, { ...dropped, pieces, bytes }];
  }

  /** The pieces of a line, in their order. @throws HttpError or InputError if there are none */
  async pieces(id: string): Promise<Piece[]> {
    const folder = this.folder(id);
    if (await isDirectory(join(folder, 'test'))) {
      const tests = await testPieces(folder);
      return mapInParallel(tests, async ({ file, defect = null }) => ({
        ...(await pieceOf(folder, file)),
        defect,
      }));
    }
    const files = await listImageFiles([folder]).catch((error: unknown) => {
      if (id === droppedId || !(error instanceof InputError)) return [];
      throw error;
    });
    return mapInParallel(files, (file) => pieceOf(folder, file));
  }

  /** The folder of a line. @throws HttpError 404 if there is none */
  folder(id: string): string {
    const folder = id === droppedId ? this.dropped : this.folders.get(id);
    if (folder === undefined)
      throw notFound(`there is no folder of pieces ${id} here; name it with atelier studio --pieces`);
    return folder;
  }

  /** The file of a piece. @throws HttpError 404 if it is not there, or leads out of its folder */
  file({ line, piece }: PieceRef): Promise<string> {
    return insideOf(this.folder(line), ...piece.split('/'));
  }

  /** Keeps a picture, once. @throws HttpError if it is none */
  async keep(name: string, bytes: Uint8Array): Promise<PieceRef> {
    if (imageFormat(bytes) === undefined) throw badRequest(`${name}: expected a picture (${imageFormats})`);
    const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 8);
    const stem =
      basename(name, extname(name))
        .replace(/[^\p{L}\p{N} _.-]+/gu, '-')
        .slice(0, 80) || 'piece';
    const piece = `${stem}-${digest}${extname(name)
      .replace(/[^\w.]/g, '')
      .slice(0, 8)}`;
    await writeFileAtomically(join(this.dropped, piece), bytes);
    return { line: droppedId, piece };
  }

  /** Removes pictures that were given to the page. @throws HttpError 404 if one is not there */
  async remove(pieces: readonly string[]): Promise<void> {
    await Promise.all(pieces.map((piece) => this.file({ line: droppedId, piece })));
    for (const piece of pieces) await this.removed.take(piece);
  }

  /** Puts pictures back that were removed. @throws HttpError 404 if one was not */
  async restore(pieces: readonly string[]): Promise<void> {
    for (const piece of pieces) await this.removed.putBack(piece);
  }

  /** What the pictures that were given to the page take on the disk. */
  private async share(): Promise<{ readonly pieces: number; readonly bytes: number }> {
    const names = await readdir(this.dropped);
    const sizes = await mapInParallel(names, (name) => sizeOf(join(this.dropped, name)));
    return { pieces: names.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
  }
}

const sizeOf = async (file: string): Promise<number> => (await stat(file).catch(() => undefined))?.size ?? 0;

async function pieceOf(folder: string, file: string): Promise<Piece> {
  const status = await stat(file).catch(() => undefined);
  return { piece: relative(folder, file).replaceAll(sep, '/'), modified: status?.mtimeMs ?? 0 };
}
