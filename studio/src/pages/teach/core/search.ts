// What the address of the page holds.
import { searchText } from '../../../core/search-text.ts';
import { wantedPlaces, type WantedPlace } from '../../../inference/placement.ts';

export const testSources = ['file', 'camera', 'draw'] as const;
export type TestSource = (typeof testSources)[number];

export interface TeachSearch {
  /** The id of the model to learn on. */
  readonly from?: string;
  /** Where the picture to try comes from; `file` if it is left out. */
  readonly test?: TestSource;
  /** Where the network runs; where it pays if it is left out. */
  readonly on?: WantedPlace;
}

/** Reads an address; what it should not say is left out. */
export function readSearch({ from, test, on }: Record<string, unknown>): TeachSearch {
  const model = searchText(from);
  const source = testSources.find((name) => name === test && name !== 'file');
  const place = wantedPlaces.find((name) => name === on && name !== 'auto');
  return {
    ...(model !== undefined && model.length <= 200 && { from: model }),
    ...(source && { test: source }),
    ...(place && { on: place }),
  };
}
