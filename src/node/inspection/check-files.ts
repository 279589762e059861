// Judges picture files by an inspector. A file that can't be read does not stop the others.
import { defectivePlaces, type PlaceBox } from '../../inspection/defective-places.ts';
import type { Inspector } from '../../inspection/inspector.ts';
import { readImages } from '../pictures/read-images.ts';
import { pieceTarget } from './piece-target.ts';

/** A piece that was judged. */
export interface JudgedPiece {
  readonly file: string;
  /** How unlike good pieces it is. */
  readonly score: number;
  readonly isDefective: boolean;
  /** Where it is defective; none if it is good, or if the inspector has no maps. */
  readonly places: readonly PlaceBox[];
  /** `[channels, height, width]`. */
  readonly image: Uint8Array;
  /** `[height, width]`. */
  readonly map?: Float32Array;
}

/** A piece, or the error in its file as one line with its name. */
export type CheckedPiece = JudgedPiece | { readonly file: string; readonly error: string };

/** Whether a piece could be judged. */
export const isJudged = (piece: CheckedPiece): piece is JudgedPiece => 'score' in piece;

/** How many files are read at a time. */
const filesAtOnce = 16;

/** Judges files, a few at a time, in their order. */
export async function* checkFiles(
  inspector: Inspector,
  files: readonly string[],
  maxPixels?: number,
): AsyncGenerator<CheckedPiece[]> {
  const target = pieceTarget({ ...inspector.card.input, maxPixels });
  for (let start = 0; start < files.length; start += filesAtOnce) {
    const read = await readImages(files.slice(start, start + filesAtOnce), target);
    const images = read.flatMap((piece) => ('image' in piece ? [piece.image] : []));
    const judge = await judgeOf(inspector, images);
    yield read.map((piece) => ('image' in piece ? { file: piece.file, ...judge(piece.image) } : piece));
  }
}

/** Runs an inspector, and returns what it says of each picture. */
async function judgeOf(
  inspector: Inspector,
  images: readonly Uint8Array[],
): Promise<(image: Uint8Array) => Omit<JudgedPiece, 'file'>> {
  const { card } = inspector;
  const { scores, maps } = await inspector.inspect(Buffer.concat(images));
  const area = card.input.height * card.input.width;
  return (image) => {
    const i = images.indexOf(image);
    const [score, map] = [scores[i]!, maps?.subarray(i * area, (i + 1) * area)];
    const isDefective = score > card.threshold;
    const places = isDefective && map ? defectivePlaces(map, card) : [];
    return { score, isDefective, places, image, ...(map && { map }) };
  };
}
