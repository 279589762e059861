// Saves the picture of a piece as it is shown, and the numbers of its heat map.
import { planeCsv } from '../../core/csv.ts';
import { download } from '../../core/download.ts';
import { csvEntry, pngEntry, SaveMenu } from '../../ui/save-menu.tsx';
import { inspectWords } from '../../words/inspect.ts';
import { heatPixels } from './core/heat.ts';
import { picturePath } from './core/queries.ts';
import type { JudgedPiece } from './core/verdicts.ts';
import { drawPiece } from './draw-piece.ts';
import { heatEnd, usePieceMap, usePlaces } from './piece-picture.tsx';
import type { Inspection } from './use-inspection.ts';

interface SavePieceProps {
  readonly inspection: Inspection;
  readonly piece: JudgedPiece;
}

/** The longest side of the picture, in pixels. */
const edge = 1200;

export function SavePiece({ inspection, piece }: SavePieceProps) {
  const { inspector, line, search } = inspection;
  const { width, height } = inspector.card.input;
  const map = usePieceMap(inspection, piece, true);
  const places = usePlaces(inspection, piece, search.plain === true ? undefined : map);
  const name = piece.piece.replaceAll('/', '-').replace(/\.\w+$/, '');
  const end = heatEnd(inspection);
  const png = async () => {
    const heat =
      map && search.plain !== true && end > 0 ? { width, height, data: heatPixels(map, end) } : undefined;
    const picture = picturePath({ line: line.id, piece: piece.piece }, edge);
    download(`${name}.png`, await drawPiece({ picture, heat, places }), 'image/png');
  };
  return (
    <SaveMenu
      label={inspectWords.savePiece}
      entries={[
        pngEntry(png),
        ...(map ? [csvEntry(name, () => planeCsv({ width, height, values: map }))] : []),
      ]}
    />
  );
}
