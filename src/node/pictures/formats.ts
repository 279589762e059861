// Recognises a file's format by its first bytes; file names are unreliable. Only supported formats reach a
// decoder, so an untrusted SVG, PDF or raw file never does. Other formats are known by name, for the error
// message.

/* eslint-disable no-control-regex -- signatures are bytes of all kinds */

interface Signature {
  readonly format: string;
  /** The format in words: `a HEIC picture`. */
  readonly words: string;
  /** Matches the first bytes, read as Latin-1. */
  readonly start: RegExp;
}

/** Container formats name their kind in a box `ftyp`: a main brand and compatible brands. */
const brand = (...brands: string[]): RegExp =>
  new RegExp(`^[^]{4}ftyp(?:[^]{4}){0,12}?(?:${brands.join('|')})`);

const read: readonly Signature[] = [
  { format: 'PNG', words: 'a PNG picture', start: /^\x89PNG\r\n/ },
  { format: 'JPEG', words: 'a JPEG picture', start: /^\xff\xd8\xff/ },
  { format: 'WebP', words: 'a WebP picture', start: /^RIFF[^]{4}WEBP/ },
  { format: 'GIF', words: 'a GIF picture', start: /^GIF8[79]a/ },
  { format: 'TIFF', words: 'a TIFF picture', start: /^(?:II[*+]\0|MM\0[*+])/ },
  { format: 'AVIF', words: 'an AVIF picture', start: brand('avif', 'avis') },
  { format: 'BMP', words: 'a BMP picture', start: /^BM[^]{12}[\x0c\x28\x34\x38\x40\x6c\x7c]\0\0\0/ },
];

const others: readonly Signature[] = [
  { format: 'HEIC', words: 'a HEIC picture', start: brand('hei[cxms]', 'hev[cxms]', 'mif1', 'msf1') },
  { format: 'JPEG XL', words: 'a JPEG XL picture', start: /^(?:\xff\x0a|\0\0\0\x0cJXL )/ },
  { format: 'JPEG 2000', words: 'a JPEG 2000 picture', start: /^(?:\0\0\0\x0cjP {2}|\xff\x4f\xff\x51)/ },
  { format: 'PPM', words: 'a PPM picture', start: /^P[1-7]\s/ },
  { format: 'ICO', words: 'an icon', start: /^\0\0[\x01\x02]\0[\x01-\xff]\0/ },
  // Targa has no signature. This matches pictures without a palette, in colours or grey, at offset 0, with
  // whole bytes a pixel.
  {
    format: 'TGA',
    words: 'a TGA picture',
    start: /^[^]\0[\x02\x03\x0a\x0b]\0{5}[^]{8}[\x08\x10\x18\x20][\0\x08\x20\x28]/,
  },
  { format: 'PSD', words: 'a Photoshop document', start: /^8BPS/ },
  { format: 'OpenEXR', words: 'an OpenEXR picture', start: /^\x76\x2f\x31\x01/ },
  { format: 'Radiance', words: 'a Radiance picture', start: /^#\?RADIANCE/ },
  { format: 'FITS', words: 'a FITS picture', start: /^SIMPLE {2}=/ },
  { format: 'DICOM', words: 'a DICOM picture', start: /^[^]{128}DICM/ },
  { format: 'raw', words: 'a raw photograph', start: /^(?:FUJIFILMCCD-RAW|II[RU][OS\0]|[^]{4}ftypcrx )/ },
  { format: 'PDF', words: 'a PDF', start: /^%PDF-/ },
  { format: 'SVG', words: 'an SVG drawing', start: /^[^]{0,400}<svg[\s>]/i },
  { format: 'HTML', words: 'an HTML page', start: /^(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|head|body)/i },
  { format: 'XML', words: 'an XML file', start: /^(?:\xef\xbb\xbf)?\s*<\?xml/ },
  {
    format: 'Git LFS pointer',
    words: 'a Git LFS pointer; fetch the file with `git lfs pull`',
    start: /^version https:\/\/git-lfs/,
  },
  { format: 'video', words: 'a video', start: /^(?:[^]{4}ftyp|RIFF[^]{4}AVI |\x1a\x45\xdf\xa3)/ },
  { format: 'ZIP', words: 'a ZIP archive', start: /^PK\x03\x04/ },
  { format: 'gzip', words: 'a gzip file', start: /^\x1f\x8b/ },
  { format: 'AppleDouble', words: 'macOS metadata (AppleDouble)', start: /^\0\x05\x16\x07/ },
  { format: 'text', words: 'text', start: /^[^\0-\x08\x0e-\x1a\x1c-\x1f\x7f]+$/ },
];

/** How many bytes are needed to recognise a format. */
export const signatureBytes = 512;

/** The supported formats as a list in words. */
export const imageFormats = `${read
  .slice(0, -1)
  .map(({ format }) => format)
  .join(', ')} or ${read.at(-1)!.format}`;

/** The format of a supported picture by its first bytes; undefined for anything else. */
export const imageFormat = (bytes: Uint8Array): string | undefined => find(read, bytes)?.format;

/** The format of a file in words, supported or not. */
export const describeKind = (bytes: Uint8Array): string =>
  (find(read, bytes) ?? find(others, bytes))?.words ?? 'a file of an unknown kind';

function find(signatures: readonly Signature[], bytes: Uint8Array): Signature | undefined {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, signatureBytes)).toString(
    'latin1',
  );
  return signatures.find((signature) => signature.start.test(start));
}

/** Whether a file name has the extension of a supported picture format. */
export const hasImageExtension = (name: string): boolean =>
  /\.(?:a?png|jpe?g?|jpe|jfif|jif|pjpe?g|pjp|webp|gif|tiff?|avifs?|bmp|dib)$/i.test(name);

/**
 * Whether a file name has the extension of something other than a picture, or of a copy. Such a file need not
 * be opened.
 */
export const hasOtherExtension = (name: string): boolean =>
  otherExtensions.test(name) || copyExtensions.test(name);

/** Extensions of files that editors and downloads leave beside a picture: a copy or a part of it. */
const copyExtensions = /(?:~|\.(?:bak|backup|old|orig|te?mp|sw[op]|part|partial|crdownload|download))$/i;

const otherExtensions =
  /\.(?:txt|csv|tsv|jsonl?|xml|ya?ml|toml|md|html?|css|[cm]?[jt]s|py|ipynb|log|ini|cfg|db|sqlite\d?|url|lnk|pdf|docx?|xlsx?|pptx?|zip|gz|tgz|bz2|xz|7z|rar|tar|np[yz]|mat|h5|hdf5|pkl|pt|pth|onnx|parquet|mp[34]|mov|avi|mkv|wav)$/i;
