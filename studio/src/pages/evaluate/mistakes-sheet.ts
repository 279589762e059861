// The pictures of mistakes with their maps as one picture to save: a line for each mistake.
import type { MistakesDocument } from '../../../../src/server/studio/contract/evaluations.ts';
import type { CanvasPixels } from '../../core/canvas-pixels.ts';
import { sheetOfFiles } from '../../core/picture-sheet.ts';

export function mistakesSheet({ mistakes }: Pick<MistakesDocument, 'mistakes'>): Promise<CanvasPixels> {
  const lines = mistakes.map(({ picture, maps }) => [picture, ...maps.map(({ address }) => address)]);
  return sheetOfFiles(lines.flat(), lines[0]!.length);
}
