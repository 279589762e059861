// Sketches to begin with, for models of garments.
import { useMemo } from 'react';
import { Pixels } from '../../ui/pixels.tsx';
import { tryWords } from '../../words/try.ts';
import { oneOfEach, type Sketch } from './core/sketches.ts';
import styles from './try.module.css';

export function SketchRow({ onChoose }: { readonly onChoose: (sketch: Sketch) => void }) {
  const all = useMemo(oneOfEach, []);
  return (
    <>
      <p className={styles.quiet}>{tryWords.sketches}</p>
      <ul className={styles.sketches}>
        {all.map((sketch) => (
          <li key={sketch.name}>
            <button type="button" className={styles.sketch} onClick={() => onChoose(sketch)}>
              <Pixels
                {...sketch.raster}
                data={new Uint8ClampedArray(sketch.raster.data)}
                label={tryWords.sketch(sketch.name)}
                className={styles.pixels}
              />
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
