// Sliders, and what augmentation makes of some pictures. The same code draws them as in training.
import { useMemo } from 'react';
import { Button } from '../../ui/button.tsx';
import { Loading } from '../../ui/loading.tsx';
import { Slider } from '../../ui/slider.tsx';
import { dataWords } from '../../words/data.ts';
import { AugmentedPictures } from './augmented-pictures.tsx';
import { amountRanges, readAmounts, writeAmounts, type AmountName } from './core/augment.ts';
import { addressOf } from '../../pictures/core/place.ts';
import { useAllPictures } from './use-all-pictures.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

/** Pictures below the active one: the first of each of so many classes. */
const others = 5;

export function AugmentationView({ view }: { readonly view: DataSetView }) {
  const { detail, search, split, change } = view;
  const { seed = 1 } = search;
  const amounts = useMemo(() => readAmounts(search.augment), [search.augment]);
  const isColoured = detail.shape.channels === 3;
  const ranges = amountRanges.filter(({ needsColour }) => isColoured || !needsColour);
  const set = (name: AmountName, value: number) =>
    change({ augment: writeAmounts({ ...amounts, [name]: value }) || undefined });
  const pictures = usePictures(view);
  return (
    <div className={styles.columns}>
      <div className={styles.sliders}>
        {ranges.map(({ name, maximum, step }) => (
          <Slider
            key={name}
            label={dataWords.amounts[name]}
            value={amounts[name] ?? 0}
            onChange={(value) => set(name, value)}
            minimum={0}
            maximum={maximum}
            step={step}
            write={(value) => written(name, value)}
          />
        ))}
        <div className={styles.sliderButtons}>
          <Button onPress={() => change({ seed: seed + 1 })}>{dataWords.again}</Button>
          <Button look="quiet" onPress={() => change({ augment: undefined })}>
            {dataWords.reset}
          </Button>
        </div>
        <p className={styles.quiet}>{dataWords.augmentAbout}</p>
      </div>
      {pictures ? (
        <AugmentedPictures key={split} view={view} pictures={pictures} amounts={amounts} seed={seed} />
      ) : (
        <Loading />
      )}
    </div>
  );
}

/** The active picture and the first ones of some classes. */
function usePictures({ detail, search, split }: DataSetView) {
  const labelOf = useAllPictures(detail);
  const { count = 0 } = detail.splits.find((one) => one.split === split) ?? {};
  return useMemo(() => {
    if (!labelOf) return undefined;
    const first = new Map<number, number>();
    for (let index = 0; index < count && first.size < others; index++) {
      const { label } = labelOf({ split, index });
      if (!first.has(label)) first.set(label, index);
    }
    const [, named, at] = /^([a-z]+)-(\d+)$/.exec(search.at ?? '') ?? [];
    const active = detail.splits.find((one) => one.split === named);
    const chosen = active && Number(at) < active.count ? [{ split: active.split, index: Number(at) }] : [];
    const places = [...chosen, ...Array.from(first.values(), (index) => ({ split, index }))];
    const distinct = new Map(places.map((place) => [addressOf(place), place]));
    return Array.from(distinct.values(), (place) => ({ ...place, label: labelOf(place).label }));
  }, [labelOf, count, split, search.at, detail]);
}

function written(name: AmountName, value: number): string {
  if (name === 'rotation' || name === 'shear') return dataWords.units.degrees(value);
  if (name === 'blur') return dataWords.units.pixels(value);
  return `${Math.round(100 * value)} %`;
}
