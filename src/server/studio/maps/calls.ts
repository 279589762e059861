// What the studio asks the thread that prepares maps of pictures.
import type { DataSplit } from '../contract/data.ts';
import type { MapState } from '../contract/maps.ts';
import type { Progress } from '../tell-prepared.ts';

/** The pictures of a map, and by what they are compared. */
export interface MapSubject {
  /** Names the map. */
  readonly key: string;
  /** What `--data` takes. */
  readonly data: string;
  readonly split: DataSplit;
  /** A model's file; undefined for the pixels. */
  readonly model: string | undefined;
}

type Asked = Pick<MapSubject, 'key'>;

/** What the thread tells while it prepares a map. */
export interface MapNews extends Asked, Progress {}

export interface MapCalls {
  /** Looks at all pictures; returns when that is done. */
  readonly prepare: [MapSubject, Extract<MapState, { isReady: true }>];
  /** The bytes of the map; undefined if it is not here any more. */
  readonly points: [Asked, Uint8Array | undefined];
}
