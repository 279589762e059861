// The picture of a piece with its heat map over it, and boxes around its defective places.
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef, useState } from 'react';
import { defectivePlaces, type PlaceBox } from '../../../../src/inspection/defective-places.ts';
import { inspectWords } from '../../words/inspect.ts';
import { heatPixels } from './core/heat.ts';
import { mapQuery, picturePath } from './core/queries.ts';
import type { JudgedPiece } from './core/verdicts.ts';
import type { Inspection } from './use-inspection.ts';
import styles from './piece.module.css';

interface PiecePictureProps {
  readonly inspection: Inspection;
  readonly piece: JudgedPiece;
  /** The edge of the picture that is asked for, in pixels. */
  readonly edge: number;
  readonly isDescribed?: boolean;
}

export function PiecePicture({ inspection, piece, edge, isDescribed = true }: PiecePictureProps) {
  const { line, search } = inspection;
  const map = usePieceMap(inspection, piece, search.plain !== true);
  const places = usePlaces(inspection, piece, map);
  const ref = { line: line.id, piece: piece.piece };
  const [ratio, setRatio] = useState(1);
  const fitting = ratio >= 1 ? { width: '100%' } : { height: '100%' };
  return (
    <span className={styles.frame}>
      <span className={styles.layers} style={{ aspectRatio: ratio, ...fitting }}>
        <img
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setRatio(naturalWidth / naturalHeight)
          }
          src={picturePath(ref, edge)}
          alt={isDescribed ? '' : inspectWords.picture(piece.piece)}
          loading="lazy"
          decoding="async"
          draggable={false}
        />
        {map && search.plain !== true && <Heat inspection={inspection} map={map} />}
        {places.map(({ x, y, width, height }, i) => (
          <span
            key={i}
            className={styles.box}
            style={{
              ...{ left: `${100 * x}%`, top: `${100 * y}%` },
              ...{ width: `${100 * width}%`, height: `${100 * height}%` },
            }}
          />
        ))}
      </span>
    </span>
  );
}

/** The map of a piece, once it is judged; nothing if the inspector has none. */
export function usePieceMap(
  { inspector, line }: Inspection,
  { piece, score, modified }: JudgedPiece,
  isWanted: boolean,
): Float32Array | undefined {
  const { data } = useQuery({
    ...mapQuery(inspector.id, `${inspector.revision} ${modified}`, { line: line.id, piece }),
    enabled: isWanted && score !== undefined && inspector.card.placeThreshold !== undefined,
  });
  return data;
}

/** The defective places of a piece that counts as defective now. */
export function usePlaces(
  { inspector, chosen }: Inspection,
  { verdict }: JudgedPiece,
  map: Float32Array | undefined,
): readonly PlaceBox[] {
  return useMemo(() => {
    if (!map || verdict !== 'defective') return [];
    const { placeThreshold } = chosen;
    return defectivePlaces(map, {
      ...inspector.card,
      ...(placeThreshold !== undefined && { placeThreshold }),
    });
  }, [map, verdict, inspector, chosen]);
}

/** The threshold of places that the colours are made for; 0 if there is none. */
export const heatEnd = ({ inspector, chosen }: Inspection): number =>
  chosen.placeThreshold ?? inspector.card.placeThreshold ?? 0;

function Heat({ inspection, map }: { readonly inspection: Inspection; readonly map: Float32Array }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const { width, height } = inspection.inspector.card.input;
  const end = heatEnd(inspection);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (map.length === width * height && end > 0)
      context?.putImageData(new ImageData(heatPixels(map, end), width, height), 0, 0);
  }, [map, end, width, height]);
  return <canvas ref={canvas} className={styles.heat} width={width} height={height} aria-hidden="true" />;
}
