// What one does with a map: stop placing its pictures, zoom, move, show one class, save.
import { Button, IconButton } from '../../ui/button.tsx';
import { saveEntries, SaveMenu } from '../../ui/save-menu.tsx';
import { Segments } from '../../ui/segments.tsx';
import { Select } from '../../ui/select.tsx';
import { commonWords } from '../../words/common.ts';
import { dataWords } from '../../words/data.ts';
import { count, percent } from '../../words/numbers.ts';
import type { Item } from './core/items.ts';
import { mapCsv, mapFigure } from './core/map-files.ts';
import { wholeMap, zoomedBy, type MapView } from './core/map-view.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './map.module.css';

interface MapToolsProps {
  readonly view: DataSetView;
  readonly seen: MapView;
  readonly setSeen: (view: MapView) => void;
  readonly isMoving: boolean;
  readonly setMoving: (isMoving: boolean) => void;
  readonly pictures: readonly Item[];
  readonly places: Float32Array;
  /** How far the map is, from 0 to 1. */
  readonly share: number;
}

const zoomStep = 1.5;
const all = '';

export function MapTools(props: MapToolsProps) {
  const { view, seen, setSeen, isMoving, setMoving, pictures, places, share } = props;
  const { detail, search, change } = view;
  const head = { name: `${detail.name}-map`, title: dataWords.mapTitle(count(pictures.length)) };
  const figure = () => mapFigure({ ...head, about: dataWords.mapFile }, pictures, places, detail.classNames);
  const csv = () => mapCsv(pictures, places, detail.classNames);
  return (
    <>
      <Select
        isBare
        label={dataWords.classes}
        choices={[
          { id: all, name: dataWords.allClasses },
          ...detail.classNames.map((name, label) => ({ id: String(label), name })),
        ]}
        chosen={String(search.class ?? all)}
        onChoose={(id) => change({ class: id === all ? undefined : Number(id) })}
      />
      <Segments
        label={dataWords.pointer}
        choices={[
          { id: 'line', name: dataWords.pointers.line },
          { id: 'move', name: dataWords.pointers.move },
        ]}
        chosen={isMoving ? 'move' : 'line'}
        onChoose={(id) => setMoving(id === 'move')}
      />
      <span className={styles.tools}>
        <IconButton icon="plus" label={dataWords.zoomIn} onPress={() => setSeen(zoomedBy(seen, zoomStep))} />
        <IconButton
          icon="minus"
          label={dataWords.zoomOut}
          onPress={() => setSeen(zoomedBy(seen, 1 / zoomStep))}
        />
        <IconButton icon="screen" label={dataWords.wholeMap} onPress={() => setSeen(wholeMap)} />
        <SaveMenu
          label={`${commonWords.save}: ${head.title}`}
          entries={saveEntries({ name: head.name, figure, csv })}
        />
      </span>
      {share < 1 && (
        <>
          <span className={styles.share} role="status">
            {dataWords.placed(percent(share, 0))}
          </span>
          <Button onPress={() => change({ projection: 'pca' })}>{dataWords.stop}</Button>
        </>
      )}
    </>
  );
}
