// One picture of a sheet that has many side by side, as wide as its place.
import type { CSSProperties } from 'react';
import type { Sheet } from '../core/picture-sheet.ts';
import styles from './sheet-picture.module.css';

interface SheetPictureProps {
  readonly sheet: Sheet;
  /** Its number in the sheet, row by row. */
  readonly place: number;
  readonly label: string;
}

export const SheetPicture = ({ sheet, place, label }: SheetPictureProps) => (
  <span className={styles.picture} role="img" aria-label={label} style={cutOut(sheet, place)} />
);

function cutOut({ address, columns, rows, width, height }: Sheet, place: number): CSSProperties {
  const share = (at: number, places: number) => (places > 1 ? (100 * at) / (places - 1) : 0);
  return {
    aspectRatio: `${width} / ${height}`,
    backgroundImage: `url("${address}")`,
    backgroundSize: `${100 * columns}% ${100 * rows}%`,
    backgroundPosition: `${share(place % columns, columns)}% ${share(Math.floor(place / columns), rows)}%`,
  };
}
