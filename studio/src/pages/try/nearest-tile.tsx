// A training picture near the reader's own, with its class and its similarity. It leads to the page Data.
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ModelFacts } from '../../inference/page-model.ts';
import { addressOf } from '../../pictures/core/place.ts';
import { Pixels } from '../../ui/pixels.tsx';
import type { TilePlace } from '../../ui/tile-grid.tsx';
import { tryWords } from '../../words/try.ts';
import type { Neighbour } from './core/nearest.ts';
import { neighbourColours } from './core/neighbour-colours.ts';
import styles from './try.module.css';

interface NearestTileProps extends TilePlace {
  readonly neighbour: Neighbour;
  readonly input: ModelFacts['card']['input'];
  /** The data set that has the picture; undefined if the studio does not show it. */
  readonly dataId: string | undefined;
}

export function NearestTile({ place, edge, isTabbed, neighbour, input, dataId }: NearestTileProps) {
  const { index, label, similarity, file } = neighbour;
  const colours = useMemo(() => neighbourColours(neighbour, input), [neighbour, input]);
  const own = {
    ...{ className: styles.neighbour, 'data-place': place, tabIndex: isTabbed ? 0 : -1 },
    ...{ title: file ?? tryWords.nearest.picture(index) },
  };
  const content = (
    <>
      <span className={styles.neighbourPicture} style={{ height: edge }}>
        <Pixels {...colours} label={tryWords.nearest.label(label, similarity.toFixed(3), index)} />
      </span>
      <span>{label}</span>
      <span className={styles.quiet}>{similarity.toFixed(3)}</span>
    </>
  );
  if (dataId === undefined) return <div {...own}>{content}</div>;
  return (
    <Link
      to="/data/$id"
      params={{ id: dataId }}
      search={{ at: addressOf({ split: 'train', index }) }}
      {...own}
    >
      {content}
    </Link>
  );
}
