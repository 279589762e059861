// The picture of an item, or a word where there is none.
import { useContext, useEffect, useState } from 'react';
import { catalogueWords } from '../../words/catalogue.ts';
import { pictureAddress } from './core/queries.ts';
import { Outage } from './use-outage.ts';
import styles from './picture.module.css';

interface PictureProps {
  readonly catalogue: string;
  readonly item: string;
  /** The edge that is asked for, in pixels: twice that on the page, for dense screens. */
  readonly edge: number;
  readonly hasPicture?: boolean;
  /** Whether the words beside it say what it shows. */
  readonly isDescribed?: boolean;
}

export function Picture({ catalogue, item, edge, hasPicture = true, isDescribed = true }: PictureProps) {
  const [lost, setLost] = useState<string>();
  const isAway = useContext(Outage);
  useEffect(() => {
    if (!isAway) setLost(undefined); // it may have been lost because the catalogue was away
  }, [isAway]);
  if (!hasPicture || lost === item) return <span className={styles.none}>{catalogueWords.noPicture}</span>;
  return (
    <img
      className={styles.picture}
      src={pictureAddress(catalogue, item, edge)}
      alt={isDescribed ? '' : catalogueWords.picture(item)}
      loading="lazy"
      decoding="async"
      draggable={false}
      onError={() => setLost(item)}
    />
  );
}
