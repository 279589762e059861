// Which files are taken for pictures: by their first bytes when one is read, by their names when a folder is listed.
// Only these five formats reach the decoder, so that a stranger's SVG, PDF or raw file never does.

/** The formats that are read, as a sentence has them. */
export const imageFormats = 'PNG, JPEG, WebP, GIF or TIFF';

const signatures: readonly (readonly [format: string, signature: RegExp])[] = [
  ['PNG', /^\x89PNG\r\n/],
  ['JPEG', /^\xff\xd8\xff/],
  ['WebP', /^RIFF[^]{4}WEBP/],
  ['GIF', /^GIF8[79]a/],
  ['TIFF', /^(II[*+]\0|MM\0[*+])/],
];

/** The format of a picture, told from its first bytes; undefined for anything else. */
export function imageFormat(bytes: Uint8Array): string | undefined {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  return signatures.find(([, signature]) => signature.test(start))?.[0];
}

/** Whether a file's name ends as a picture's does. */
export function hasImageExtension(name: string): boolean {
  return /\.(png|jpe?g|webp|gif|tiff?)$/i.test(name);
}
