// Pictures of good pieces in a folder, or in a folder for each variant of them.
import { join } from 'node:path';
import { InputError } from '../../errors.ts';
import type { GoodPieces } from '../../inspection/good-pieces.ts';
import { count } from '../../number-words.ts';
import { quoteFew } from '../../few-words.ts';
import { entriesOf } from '../files/entries.ts';
import { mapInParallel } from '../files/in-parallel.ts';
import { listImageFiles } from '../pictures/list.ts';
import { readJudgedImage } from '../pictures/read-image.ts';
import { pieceTarget, type PieceTarget } from './piece-target.ts';

/** The good pieces of a folder. */
export interface GoodFolder {
  /** One variant, or one for each sub-folder; the pictures are read when they are needed. */
  readonly variants: readonly GoodPieces[];
  /** The files of all variants, in their order. */
  readonly files: readonly string[];
  /** Notices about the pictures that were read. */
  readonly notices: () => string[];
}

/**
 * Lists the good pieces of a folder. Pictures directly in it are one variant; otherwise each sub-folder is
 * one.
 *
 * @throws InputError if it has no pictures, or both pictures and folders with pictures
 */
export async function goodFolder(folder: string, target: PieceTarget): Promise<GoodFolder> {
  const variants = await variantsIn(folder);
  const ratios = new Map<string, number>();
  const read = async (files: readonly string[]): Promise<Uint8Array> => {
    const images = await mapInParallel(files, async (file) => {
      const { image, ratio } = await readJudgedImage(file, pieceTarget(target));
      ratios.set(file, ratio);
      return image;
    });
    return Buffer.concat(images);
  };
  return {
    variants: variants.map(({ name, files }) => ({
      ...{ name, count: files.length },
      read: (indices) => read(indices.map((index) => files[index]!)),
    })),
    files: variants.flatMap(({ files }) => files),
    notices: () => noticesOf(ratios),
  };
}

interface VariantFiles {
  readonly name: string;
  readonly files: readonly string[];
}

async function variantsIn(folder: string): Promise<VariantFiles[]> {
  const { folders } = await entriesOf(folder);
  const files = await listImageFiles([folder]);
  const isDirect = (file: string) => !folders.some((name) => file.startsWith(join(folder, name, '/')));
  const direct = files.filter(isDirect);
  if (direct.length === files.length) return [{ name: '', files }];
  if (direct.length > 0)
    throw new InputError(
      `${folder}: expected pictures, or a folder for each variant of good pieces, got both: ${quoteFew(direct, 2)} beside folders with pictures`,
    );
  const listed = folders.map((name) => ({
    name,
    files: files.filter((file) => file.startsWith(join(folder, name, '/'))),
  }));
  return listed.filter((variant) => variant.files.length > 0);
}

/** Ratios of width to height that differ by more than this factor are of pieces photographed otherwise. */
const sameRatio = 1.05;

const isSame = (a: number, b: number): boolean => Math.max(a / b, b / a) <= sameRatio;

/** Pieces are fitted to one size, so those of another shape than most look stretched, or lie on a side. */
function noticesOf(ratios: ReadonlyMap<string, number>): string[] {
  const sorted = [...ratios.values()].sort((a, b) => a - b);
  const usual = sorted[sorted.length >> 1]!;
  const others = [...ratios].filter(([, ratio]) => !isSame(ratio, usual)).sort();
  if (others.length === 0) return [];
  const shapes = others.map(([, ratio]) => otherShape(ratio, usual));
  const kinds = [...new Set(shapes)].map((shape) => {
    const files = others.flatMap(([file], i) => (shapes[i] === shape ? [file] : []));
    return `${count(files.length)} ${shape} (${quoteFew(files, 2)})`;
  });
  return [
    `pictures of several shapes: ${count(ratios.size - others.length)} ${shapeOf(usual)}, ${kinds.join(', ')}; all are stretched to one size, so turn or crop those that differ`,
  ];
}

const shapeOf = (ratio: number): string => (isSame(ratio, 1) ? 'square' : ratio > 1 ? 'wide' : 'high');

function otherShape(ratio: number, usual: number): string {
  const shape = shapeOf(ratio);
  if (shape !== 'square' && isSame(ratio, 1 / usual)) return `turned to ${shape}`;
  return shape === shapeOf(usual) ? `${shape} by another ratio` : shape;
}
