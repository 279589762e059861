// Says over the grid that pictures could not be fetched; what is here stays.
import { useSyncExternalStore } from 'react';
import { Button } from '../ui/button.tsx';
import { commonWords } from '../words/common.ts';
import { pictureWords } from '../words/pictures.ts';
import type { PixelSource } from './core/pixel-source.ts';
import styles from './picture-grid.module.css';

export function GridFailure({ source }: { readonly source: PixelSource }) {
  const error = useSyncExternalStore(
    (listener) => source.subscribe(listener),
    () => source.error,
  );
  if (error === undefined) return null;
  return (
    <div className={styles.failure} role="alert">
      {pictureWords.failed(error)}
      <Button onPress={() => source.retry()}>{commonWords.retry}</Button>
    </div>
  );
}
