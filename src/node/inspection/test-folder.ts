// Pieces to evaluate an inspector on, in the layout of MVTec AD (Bergmann et al., 2019): `test/good`, a
// folder in `test` for each kind of defect, and masks in `ground_truth`.
import { access } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { InputError } from '../../errors.ts';
import { entriesOf, isDirectory } from '../files/entries.ts';
import { listImageFiles } from '../pictures/list.ts';

/** A piece to judge. */
export interface TestPiece {
  readonly file: string;
  /** The kind of its defect; undefined for a good piece. */
  readonly defect: string | undefined;
  /** The file of its mask, if the kind has masks. */
  readonly mask: string | undefined;
}

/** The folder of good pieces. */
const goodName = 'good';

/**
 * Lists the pieces of a folder.
 *
 * @throws InputError if good or defective pieces are missing, or a mask is
 */
export async function testPieces(folder: string): Promise<TestPiece[]> {
  const place = join(folder, 'test');
  if (!(await isDirectory(place)))
    throw new InputError(
      `${folder}: expected a folder with test/good, test/DEFECT and ground_truth/DEFECT, got one without test`,
    );
  const { folders } = await entriesOf(place);
  const defects = folders.filter((name) => name !== goodName);
  if (defects.length === 0 || defects.length === folders.length)
    throw new InputError(
      `${place}: expected a folder ${goodName} and one for each kind of defect, got ${folders.join(', ') || 'none'}`,
    );
  const good = await listImageFiles([join(place, goodName)]);
  const pieces: TestPiece[] = good.map((file) => ({ file, defect: undefined, mask: undefined }));
  for (const defect of defects) {
    const masks = join(folder, 'ground_truth', defect);
    const hasMasks = await isDirectory(masks);
    for (const file of await listImageFiles([join(place, defect)]))
      pieces.push({ file, defect, mask: hasMasks ? await maskOf(file, masks) : undefined });
  }
  return pieces;
}

/** `ground_truth/hole/001_mask.png` for `test/hole/001.png`. */
async function maskOf(file: string, masks: string): Promise<string> {
  const mask = join(masks, `${basename(file, extname(file))}_mask.png`);
  await access(mask).catch(() => {
    throw new InputError(`${mask}: expected the mask of ${file}, and there is none`);
  });
  return mask;
}
