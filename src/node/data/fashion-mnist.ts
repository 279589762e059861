// The published facts of Fashion-MNIST (Xiao, Rasul & Vollgraf, 2017): its four files, their checksums and
// mirrors. The checksums are of the uncompressed content, because copies differ in their gzip wrapping.
import { createHash } from 'node:crypto';
import { encodeIdxLabels, idxImagesHeader } from '../../data/idx.ts';
import type { PixelParts } from './pixel-parts.ts';

/** The four files of an IDX data set of this kind, by content. */
export const idxFileNames = {
  trainImages: 'train-images-idx3-ubyte',
  trainLabels: 'train-labels-idx1-ubyte',
  testImages: 't10k-images-idx3-ubyte',
  testLabels: 't10k-labels-idx1-ubyte',
} as const;

/** The content of one of the four files. */
export type IdxFileRole = keyof typeof idxFileNames;

/** The roles in the order in which files are listed and downloaded. */
export const idxFileRoles = Object.keys(idxFileNames) as IdxFileRole[];

/** A published file: its size and SHA-256, both of the uncompressed content. */
export interface PublishedFile {
  /** The name of the file, compressed. */
  readonly name: string;
  /** The bytes of its uncompressed content. */
  readonly bytes: number;
  /** The SHA-256 of its uncompressed content, as hexadecimal digits. */
  readonly sha256: string;
}

/** The published files of Fashion-MNIST. */
export const fashionMnistFiles: Readonly<Record<IdxFileRole, PublishedFile>> = {
  trainImages: {
    name: idxFileNames.trainImages,
    bytes: 47_040_016,
    sha256: 'c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888',
  },
  trainLabels: {
    name: idxFileNames.trainLabels,
    bytes: 60_008,
    sha256: 'bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9',
  },
  testImages: {
    name: idxFileNames.testImages,
    bytes: 7_840_016,
    sha256: '5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b',
  },
  testLabels: {
    name: idxFileNames.testLabels,
    bytes: 10_008,
    sha256: '0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34',
  },
};

/** Web folders with the four files, gzipped. The authors' own bucket does not support https. */
export const fashionMnistMirrors: readonly string[] = [
  'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
  'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
  'http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/',
];

/**
 * Whether labelled pictures are the published ones, in whatever format they were read: encoded as IDX, they
 * have the published checksums.
 */
export function isFashionMnist({ train, validation, test }: PixelParts): boolean {
  if (validation || !test || train.count !== 60_000 || test.count !== 10_000) return false;
  return [train, test].every((part) => {
    const { count, channels, height, width, images, labels } = part;
    if (channels !== 1 || height !== 28 || width !== 28 || typeof labels[0] !== 'number') return false;
    const [imageFile, labelFile] =
      part === train
        ? [fashionMnistFiles.trainImages, fashionMnistFiles.trainLabels]
        : [fashionMnistFiles.testImages, fashionMnistFiles.testLabels];
    const header = idxImagesHeader({ count, height, width });
    const bytes = encodeIdxLabels(labels as ArrayLike<number>);
    return sha256(bytes) === labelFile.sha256 && sha256(header, images) === imageFile.sha256;
  });
}

/** The SHA-256 of bytes, in hexadecimal. */
export function sha256(...parts: readonly Uint8Array[]): string {
  const hash = createHash('sha256');
  parts.forEach((part) => hash.update(part));
  return hash.digest('hex');
}
