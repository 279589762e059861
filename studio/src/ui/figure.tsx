// A figure of src/figures with a menu to save it.
import { useLayoutEffect, type ReactNode } from 'react';
import { figureElement, type Figure as FigureData } from '../../../src/figures/figure.ts';
import { commonWords } from '../words/common.ts';
import { addFigureStyles, figureClass } from './figure-styles.ts';
import { saveEntries, SaveMenu } from './save-menu.tsx';
import { Scroller } from './scroller.tsx';
import styles from './figure.module.css';

interface FigureProps {
  readonly figure: FigureData;
  /** The values, for CSV. */
  readonly csv: () => string;
  /** Whether it may be wider than its place, and scrolls then. */
  readonly isWide?: boolean;
  /** Over the figure. */
  readonly children?: ReactNode;
}

export function Figure({ figure, csv, isWide = false, children }: FigureProps) {
  useLayoutEffect(addFigureStyles, []);
  const plot = (
    <div className={`${styles.plot} ${isWide ? styles.wide : ''}`}>
      <div className={figureClass} dangerouslySetInnerHTML={{ __html: figureElement(figure) }} />
      {children}
    </div>
  );
  return (
    <figure className={styles.figure}>
      <figcaption className={styles.caption}>
        <span className={styles.title}>{figure.title}</span>
        <SaveMenu
          label={`${commonWords.save}: ${figure.title}`}
          entries={saveEntries({ name: figure.name, figure: () => figure, csv })}
        />
      </figcaption>
      {isWide ? <Scroller label={commonWords.scrolls(figure.title)}>{plot}</Scroller> : plot}
    </figure>
  );
}
