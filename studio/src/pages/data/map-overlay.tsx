// What stands over the points of a map: the names of the classes, the line, and the circle that keys move.
import type { PlacedName } from './core/class-places.ts';
import type { Point } from './core/lasso.ts';
import styles from './map.module.css';

interface MapOverlayProps {
  /** Each in pixels. */
  readonly names: readonly PlacedName[];
  readonly line: readonly Point[] | undefined;
  readonly circle: { readonly centre: Point; readonly radius: number } | undefined;
}

export const MapOverlay = ({ names, line, circle }: MapOverlayProps) => (
  <>
    <svg className={styles.lines} aria-hidden="true">
      {line && <polygon points={line.map((point) => point.join(',')).join(' ')} />}
      {circle && <circle cx={circle.centre[0]} cy={circle.centre[1]} r={circle.radius} />}
    </svg>
    <div aria-hidden="true">
      {names.map(({ name, at: [x, y] }) => (
        <span key={name} className={styles.name} style={{ transform: `translate(${x}px, ${y}px)` }}>
          <span>{name}</span>
        </span>
      ))}
    </div>
  </>
);
