// Judges the pieces of a folder in MVTec's layout, and measures what an inspector makes of them.
import type { EvaluatedPiece } from '../../inspection/evaluate-inspector.ts';
import type { InspectorCard } from '../../inspection/inspector-file.ts';
import type { Inspector } from '../../inspection/inspector.ts';
import { InputError } from '../../errors.ts';
import { countPixels } from '../../metrics/pixel-detection.ts';
import { checkFiles, isJudged, type JudgedPiece } from './check-files.ts';
import { readMask } from './mask-file.ts';
import { testPieces, type TestPiece } from './test-folder.ts';

/** A judged piece and what is true of it. */
export type FolderPiece = EvaluatedPiece & TestPiece;

/** What was found in a folder. */
export interface FolderEvaluation {
  readonly pieces: readonly FolderPiece[];
  /** Defective pieces with the lowest scores, the lowest first. */
  readonly misses: readonly JudgedPiece[];
  /** Good pieces with the highest scores, the highest first. */
  readonly falseAlarms: readonly JudgedPiece[];
}

/** The most pieces of each kind that are kept with their pictures. */
const mostKept = 20;

/**
 * Judges the pieces of a folder.
 *
 * @param onProgress called with the number of pieces done, and of all
 * @throws InputError if a picture or mask can't be read, or they differ in size
 */
export async function evaluateFolder(
  inspector: Inspector,
  folder: string,
  onProgress: (done: number, all: number) => void,
): Promise<FolderEvaluation> {
  const listed = await testPieces(folder);
  const waiting = listed.values();
  const pieces: FolderPiece[] = [];
  let [misses, falseAlarms]: JudgedPiece[][] = [[], []];
  for await (const part of checkFiles(
    inspector,
    listed.map(({ file }) => file),
  )) {
    for (const judged of part) {
      if (!isJudged(judged)) throw new InputError(judged.error);
      const piece = waiting.next().value!;
      pieces.push({
        ...piece,
        score: judged.score,
        pixels: await countedPixels(inspector.card, piece, judged.map),
      });
      if (piece.defect === undefined) falseAlarms!.push(judged);
      else misses!.push(judged);
    }
    misses = misses!.sort((a, b) => a.score - b.score).slice(0, mostKept);
    falseAlarms = falseAlarms!.sort((a, b) => b.score - a.score).slice(0, mostKept);
    onProgress(pieces.length, listed.length);
  }
  return { pieces, misses: misses!, falseAlarms: falseAlarms! };
}

/**
 * The pixels of a piece's map, good and defective ones; undefined where they are not known.
 *
 * @throws InputError if its mask can't be read, or has another size than its picture
 */
export async function countedPixels(
  { input, placeThreshold }: Pick<InspectorCard, 'input' | 'placeThreshold'>,
  { file, defect, mask }: TestPiece,
  map: Float32Array | undefined,
): Promise<EvaluatedPiece['pixels']> {
  if (!map || (defect !== undefined && mask === undefined)) return undefined;
  const pixels = mask === undefined ? new Uint8Array(map.length) : await readMask(mask, file, input, 'size');
  return countPixels(map, pixels, input, placeThreshold!);
}
