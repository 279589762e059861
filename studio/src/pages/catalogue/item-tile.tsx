// An item in the grid: its picture, its key, and how similar it is.
import type { ShownItem } from '../../../../src/server/studio/contract/catalogue.ts';
import { catalogueWords } from '../../words/catalogue.ts';
import { Picture } from './picture.tsx';
import page from '../../ui/full-page.module.css';
import styles from './grid.module.css';

interface ItemTileProps {
  readonly catalogue: string;
  readonly place: number;
  /** Undefined as long as it is not here. */
  readonly item: ShownItem | undefined;
  /** Of the picture on the page, in pixels. */
  readonly edge: number;
  /** Whether Tab leads to this tile. */
  readonly isTabbed: boolean;
  readonly isOpen: boolean;
  readonly onOpen: (key: string) => void;
}

export function ItemTile({ catalogue, place, item, edge, isTabbed, isOpen, onOpen }: ItemTileProps) {
  if (!item) return <div className={page.picture} style={{ height: edge }} />;
  const { key, category, score, copies = [], hasPicture } = item;
  return (
    <button
      type="button"
      className={page.tile}
      data-place={place}
      tabIndex={isTabbed ? 0 : -1}
      aria-pressed={isOpen}
      title={key}
      onClick={() => onOpen(key)}
    >
      <span className={page.picture} style={{ height: edge }}>
        <Picture {...{ catalogue, item: key, hasPicture }} edge={edge > 200 ? 480 : 320} />
        {copies.length > 0 && <span className={styles.copies}>{catalogueWords.copies(copies.length)}</span>}
      </span>
      <span className={styles.key}>{key}</span>
      <span className={styles.about}>
        <span>{category}</span>
        {score !== undefined && <span className={styles.score}>{score.toFixed(3)}</span>}
      </span>
    </button>
  );
}
