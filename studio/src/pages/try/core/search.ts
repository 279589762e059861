// What the address of the page holds.
import { searchText } from '../../../core/search-text.ts';
import { methodNames, type MethodName } from '../../../../../src/explain/methods/names.ts';
import { preprocessNames, type PreprocessName } from '../../../../../src/nn/foreign/preprocessing.ts';
import { wantedPlaces, type WantedPlace } from '../../../inference/placement.ts';

export const sources = ['draw', 'file', 'camera'] as const;
export type Source = (typeof sources)[number];
export const views = ['features', 'nearest'] as const;
export type View = (typeof views)[number];

/** What is left out has its usual value. */
export interface TrySearch {
  /** The id of a model; the package's usual one. */
  readonly model?: string;
  /** How pixels are prepared for a model of another program; as its file shows. */
  readonly prepare?: PreprocessName;
  /** Where the model runs; where it pays. */
  readonly on?: WantedPlace;
  readonly source?: Source;
  /** The map over the picture. */
  readonly map?: MethodName;
  /** The layer of class activation maps. */
  readonly layer?: string;
  /** The name of the class that the map explains; the likeliest. */
  readonly class?: string;
  readonly view?: View;
  /** The layer whose features are shown. */
  readonly features?: string;
  /** Whether all feature maps are shown, and all classes; the first ones if they are left out. */
  readonly everyMap?: true;
  readonly everyClass?: true;
}

/** Reads an address; what it should not say is left out. */
export function readSearch(search: Record<string, unknown>): TrySearch {
  const text = (name: string) => {
    const words = searchText(search[name]);
    return words !== undefined && words.length <= 200 ? words : undefined;
  };
  return compact({
    model: text('model'),
    prepare: known(preprocessNames, search.prepare),
    on: known(wantedPlaces, search.on, 'auto'),
    source: known(sources, search.source, 'draw'),
    map: known(methodNames, search.map, 'grad-cam'),
    layer: text('layer'),
    class: text('class'),
    view: known(views, search.view, 'features'),
    features: text('features'),
    everyMap: search.everyMap === true || undefined,
    everyClass: search.everyClass === true || undefined,
  });
}

const known = <Name extends string>(names: readonly Name[], value: unknown, usual?: Name): Name | undefined =>
  names.find((name) => name === value && name !== usual);

const compact = (search: { readonly [Key in keyof TrySearch]: TrySearch[Key] | undefined }): TrySearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
