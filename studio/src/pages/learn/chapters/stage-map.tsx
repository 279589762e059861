// A map of a stage, with the number under the pointer.
import { useMemo } from 'react';
import { useTheme } from '../../../ui/use-theme.ts';
import { decimal, learnWords } from '../../../words/learn.ts';
import { largest, planeOf, type Window } from '../core/arithmetic.ts';
import { paintSigned } from '../core/colours.ts';
import type { Stage } from '../core/plain-network.ts';
import { useLearn } from '../learn-context.ts';
import { Map } from '../map.tsx';
import styles from './chapters.module.css';

interface StageMapProps {
  readonly title: string;
  readonly stage: Stage;
  readonly map: number;
  readonly size: number;
  readonly cell?: readonly [number, number];
  readonly window?: Window;
  readonly onPoint?: (cell: readonly [number, number]) => void;
  /** Shows the gradient of the map instead of its values. */
  readonly isGradient?: boolean;
  /** Whether it grows out of its tile in the overview. */
  readonly arrives?: boolean;
}

export function StageMap(props: StageMapProps) {
  const { title, stage, map, size, cell, window, onPoint, isGradient = false, arrives = false } = props;
  const { reading } = useLearn();
  const theme = useTheme();
  const values = (isGradient ? reading.gradients : reading.values)[stage.id]!;
  const plane = planeOf(values, stage.shape, map);
  const pixels = useMemo(
    () => paintSigned(planeOf(values, stage.shape, map).values, largest(values), theme),
    [values, stage, map, theme],
  );
  const name = learnWords.map(stage.id, map, stage.shape[0]!);
  const value = cell ? decimal(plane.values[cell[0] * plane.width + cell[1]]!, isGradient ? 4 : 2) : '';
  return (
    <figure className={styles.map} style={{ width: size }}>
      <figcaption>
        <b>{title}</b>
        <span>{name}</span>
      </figcaption>
      <Map
        label={`${title}: ${name}`}
        {...{ pixels, size, cell, window, onPoint }}
        height={plane.height}
        width={plane.width}
        {...(cell && { spoken: learnWords.cell(cell[0], cell[1], value) })}
        {...(arrives && { tile: `${stage.id}:${map}` })}
      />
    </figure>
  );
}
