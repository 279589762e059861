// For tests: folders of small pictures, made by sharp.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { temporaryFolder } from '../../testing/idx-folder.ts';

/** A picture of one colour, e.g. `#ff0000`. */
export const plainPicture = (colour: string, width = 16, height = 16): Promise<Buffer> =>
  sharp({ create: { width, height, channels: 3, background: colour } })
    .png()
    .toBuffer();

/** A picture of the given pixels, in rows, red, green and blue side by side. */
export const pictureOf = (width: number, height: number, pixels: Uint8Array): Promise<Buffer> =>
  sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();

/** The content of a test folder by path: a colour for a picture of that colour, or bytes. */
export type TestFiles = Readonly<Record<string, string | Uint8Array>>;

/** Writes files below a folder. */
export async function writePhotos(folder: string, files: TestFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? await plainPicture(content) : content);
  }
}

/** A new folder with these files, removed when the test ends. */
export async function photoFolder(files: TestFiles, name = 'photos'): Promise<string> {
  const folder = join(await temporaryFolder(), name);
  await mkdir(folder);
  await writePhotos(folder, files);
  return folder;
}

/** The given number of paths per class, `<class>/0.png` and on, each with a colour of its own. */
export function manyPhotos(counts: Readonly<Record<string, number>>): TestFiles {
  let next = 0;
  const files = Object.entries(counts).flatMap(([className, count]) =>
    Array.from({ length: count }, (_, i) => [`${className}/${i}.png`, colourOf(next++)] as const),
  );
  return Object.fromEntries(files);
}

/** Red, green and blue all differ, so that no picture is grey; for up to 256 · 64 pictures. */
const colourOf = (i: number): string =>
  `#${[i & 255, 64 + (i >> 8), 255 - (i & 127)].map((v) => v.toString(16).padStart(2, '0')).join('')}`;
