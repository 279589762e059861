// Pictures in a grid, the active one beside it, and the keys that decide about it.
import { useCallback, useMemo, useState } from 'react';
import type { Decided } from '../../../../src/server/studio/contract/data.ts';
import { addressOf, keyOf } from '../../pictures/core/place.ts';
import { PictureGrid } from '../../pictures/picture-grid.tsx';
import type { GridContent, PictureMark } from '../../pictures/paint-grid.ts';
import { useRested } from '../../ui/use-rested.ts';
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import { stepOf } from './core/decision-step.ts';
import { nextUndecided, positionOf, type Item } from './core/items.ts';
import { PicturePanel } from './picture-panel.tsx';
import { useDecisionKeys } from './use-decision-keys.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

interface WorkbenchProps {
  readonly view: DataSetView;
  readonly items: readonly Item[];
  readonly label: string;
  /** The line below each picture. */
  readonly captionOf?: (item: Item) => string;
}

/** Below it a caption has no room. */
const captionedSide = 92;

export function Workbench({ view, items, label, captionOf }: WorkbenchProps) {
  const { detail, source, search, change, side, store } = view;
  const { decisions, decide: make } = store;
  const [active, setActive] = useState(() => positionOf(items, search.at));
  const position = Math.min(active, items.length - 1);
  const item = items[position]!;
  const tell = useCallback((at: string | undefined) => change({ at }), [change]);
  useRested(addressOf(item), search.at, tell);
  const decide = useCallback(
    (decided: Decided | null) => {
      make(stepOf([item], () => decided));
      if (decided) setActive(nextUndecided(items, position, decisions));
    },
    [make, decisions, item, items, position],
  );
  useDecisionKeys(item, detail.classNames, decide);
  const content = useMemo(
    (): GridContent => ({
      pictures: items,
      active: position,
      markOf: (index) => markOf(decisions.get(keyOf(items[index]!))?.decision),
      captionOf: captionOf && ((index) => captionOf(items[index]!)),
    }),
    [items, position, decisions, captionOf],
  );
  return (
    <div className={styles.workbench}>
      <PictureGrid
        content={content}
        source={source}
        side={captionOf ? Math.max(side, captionedSide) : side}
        label={label}
        nameOf={(index) => dataWords.of(detail.classNames[items[index]!.label]!, count(items[index]!.index))}
        onActive={setActive}
      />
      <PicturePanel view={view} item={item} items={items} decide={decide} />
    </div>
  );
}

const markOf = (decision: 'keep' | 'relabel' | 'exclude' | undefined): PictureMark | undefined =>
  decision && ({ keep: 'good', relabel: 'accent', exclude: 'bad' } as const)[decision];
