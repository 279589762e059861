// Rows of pictures: each as it is, and as training would see it in several epochs.
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { savePixels } from '../../core/save-pixels.ts';
import { toasts } from '../../core/toasts.ts';
import type { PicturePlace } from '../../pictures/core/place.ts';
import { Picture } from '../../pictures/picture.tsx';
import { Button } from '../../ui/button.tsx';
import { dataWords } from '../../words/data.ts';
import { count } from '../../words/numbers.ts';
import { versionsOf, type Amounts } from './core/augment.ts';
import { augmentedSheet, versionCount } from './core/augmented-sheet.ts';
import type { DataSetView } from './use-data-view.ts';
import styles from './data.module.css';

interface AugmentedPicturesProps {
  readonly view: DataSetView;
  readonly pictures: readonly (PicturePlace & { readonly label: number })[];
  readonly amounts: Amounts;
  readonly seed: number;
}

export function AugmentedPictures({ view, pictures, amounts, seed }: AugmentedPicturesProps) {
  const { source, detail } = view;
  useEffect(() => source.want(pictures), [source, pictures]);
  const save = () => {
    const here = pictures.flatMap((picture) => source.get(picture) ?? []);
    if (here.length > 0)
      void savePixels(`${detail.name}-augmented`, augmentedSheet(here, source.shape, amounts, seed)).catch(
        (error: unknown) => toasts.fail(error),
      );
  };
  return (
    <div className={styles.augmented} role="group" aria-label={dataWords.views.augmentation} tabIndex={0}>
      {pictures.map((picture) => (
        <Row
          key={`${picture.split} ${picture.index}`}
          {...{ view, picture, amounts, seed }}
          name={dataWords.of(detail.classNames[picture.label]!, count(picture.index))}
        />
      ))}
      <p>
        <Button icon="save" onPress={save}>
          {dataWords.saveVersions}
        </Button>
      </p>
    </div>
  );
}

interface RowProps extends Omit<AugmentedPicturesProps, 'pictures'> {
  readonly picture: PicturePlace;
  readonly name: string;
}

function Row({ view: { source }, picture, name, amounts, seed }: RowProps) {
  const pixels = useSyncExternalStore(
    (listener) => source.subscribe(listener),
    () => source.get(picture),
  );
  const drawn = useMemo(
    () => pixels && versionsOf(pixels, source.shape, amounts, versionCount, seed),
    [pixels, source, amounts, seed],
  );
  return (
    <section className={styles.versions} aria-label={name}>
      <figure>
        <Picture pixels={pixels} shape={source.shape} label={`${dataWords.original}: ${name}`} />
        <figcaption>{name}</figcaption>
      </figure>
      {Array.from({ length: versionCount }, (_, i) => (
        <Picture key={i} pixels={drawn?.[i]} shape={source.shape} label={dataWords.version(i + 1)} />
      ))}
    </section>
  );
}
