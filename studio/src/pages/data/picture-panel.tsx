// The active picture, large, with what is known of it and what one can decide.
import type { Decided } from '../../../../src/server/studio/contract/data.ts';
import { keyOf } from '../../pictures/core/place.ts';
import { Picture, usePixels } from '../../pictures/picture.tsx';
import { sheetOfPlaces } from '../../pictures/sheet-of-places.ts';
import { SavePictures } from '../../ui/save-pictures.tsx';
import { commonWords } from '../../words/common.ts';
import { dataWords } from '../../words/data.ts';
import { count, number } from '../../words/numbers.ts';
import { itemsCsv } from './core/item-table.ts';
import type { Item } from './core/items.ts';
import { DecideAll } from './decide-all.tsx';
import { DecisionButtons } from './decision-buttons.tsx';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

interface PicturePanelProps {
  readonly view: DataSetView;
  readonly item: Item;
  /** All pictures that are shown. */
  readonly items: readonly Item[];
  readonly decide: (decided: Decided | null) => void;
}

export function PicturePanel({ view, item, items, decide }: PicturePanelProps) {
  const { detail, source, store } = view;
  const { classNames } = detail;
  const pixels = usePixels(source, item);
  const decided = store.decisions.get(keyOf(item));
  const { facts } = dataWords;
  const shown = [
    [facts.class, classNames[item.label]],
    [facts.suggested, item.suggested === undefined ? undefined : classNames[item.suggested]],
    [facts.score, item.score === undefined ? undefined : number(item.score)],
    [facts.split, dataWords.splits[item.split]],
    [facts.index, count(item.index)],
    [facts.file, item.file],
  ];
  return (
    <aside className={styles.side} aria-label={dataWords.picture}>
      <Picture
        pixels={pixels}
        shape={source.shape}
        label={dataWords.of(classNames[item.label]!, count(item.index))}
      />
      <dl className={styles.facts}>
        {shown.map(
          ([name, value]) =>
            value !== undefined && (
              <div key={name}>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            ),
        )}
      </dl>
      <DecisionButtons view={view} item={item} decided={decided} decide={decide} />
      {items.length > 1 && <DecideAll view={view} items={items} />}
      <SavePictures
        isBelow
        name={`${detail.name}-pictures`}
        label={commonWords.savePictures}
        total={items.length}
        picture={() => sheetOfPlaces(source, items)}
        csv={() => itemsCsv(items, classNames, store.decisions)}
      />
    </aside>
  );
}
