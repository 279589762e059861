// A map with what one does on it, and the pictures inside the line beside it.
import { useMemo, useState } from 'react';
import type { MapSource } from '../../../../src/explain/embedding/landmark-map.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Loading } from '../../ui/loading.tsx';
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import { isInside, readLine, writeLine } from './core/lasso.ts';
import { onBoard } from './core/map-view.ts';
import { MapCanvas } from './map-canvas.tsx';
import { MapChoices } from './map-choices.tsx';
import { MapTools } from './map-tools.tsx';
import { useMapSteps } from './use-map.ts';
import { useMapView } from './use-map-view.ts';
import { useMapPoints } from './use-map-points.ts';
import { useMapPictures } from './use-map-pictures.ts';
import { Workbench } from './workbench.tsx';
import type { DataSetView } from './use-data-view.ts';
import data from './data.module.css';
import styles from './map.module.css';

export function DrawnMap({ view, source }: { readonly view: DataSetView; readonly source: MapSource }) {
  const { search, change, detail } = view;
  const { projection = 'umap' } = search;
  const step = useMapSteps(source, projection);
  const board = useMemo(() => onBoard(step.places), [step.places]);
  const pictures = useMapPictures(view, source.count);
  const points = useMapPoints(board, pictures, detail.classNames, search.class);
  const [seen, setSeen] = useMapView(view);
  const [isMoving, setMoving] = useState(false);
  const line = useMemo(() => readLine(search.lasso), [search.lasso]);
  const isReady = step.share === 1; // before, a line would hold other pictures in the next step
  const chosen = useMemo(
    () =>
      line && isReady
        ? pictures?.filter((_, i) => isInside([board[2 * i]!, board[2 * i + 1]!], line))
        : undefined,
    [line, isReady, pictures, board],
  );
  if (!points || !pictures) return <Loading />;
  return (
    <>
      <MapChoices view={view}>
        <MapTools
          {...{ view, seen, setSeen, isMoving, setMoving, pictures }}
          places={step.places}
          share={step.share}
        />
      </MapChoices>
      <div className={`${data.columns} ${styles.columns}`}>
        <div className={styles.map}>
          <MapCanvas
            {...{ points, isMoving }}
            view={seen}
            setView={setSeen}
            line={line}
            onLine={(next) => change({ lasso: writeLine(next), at: undefined })}
          />
          <p className={styles.about}>{dataWords.mapAbout(projection, source.count, source.landmarks)}</p>
        </div>
        {chosen && chosen.length > 0 ? (
          <Workbench
            key={search.lasso}
            view={view}
            items={chosen}
            label={dataWords.inLine(count(chosen.length))}
          />
        ) : (
          <EmptyState
            icon="data"
            title={chosen ? dataWords.emptyLine : isReady ? dataWords.noLine : dataWords.placing}
            hint={dataWords.lassoHint}
          />
        )}
      </div>
    </>
  );
}
