// Tells pages that what they wait for went on. Progress comes often, pages ask at most so often.
import { atMostEvery } from './at-most-every.ts';
import type { Prepared } from './contract/events.ts';
import type { Events } from './events.ts';

/** Pages ask again at most this often, in milliseconds. */
const pageMs = 300;

/** A function that tells of the progress and the end of what is prepared for one id. */
export const tellPrepared = (
  events: Pick<Events, 'publish'>,
  what: Prepared['what'],
  id: string,
): (() => void) => atMostEvery(pageMs, () => events.publish({ type: 'prepared', what, id }));

/** How much is done. */
export interface Progress {
  readonly done: number;
  /** 0 while it is not known. */
  readonly total: number;
}
