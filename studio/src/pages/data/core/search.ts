// What the address of a data set says.
import { searchText } from '../../../core/search-text.ts';
export const dataViews = ['pictures', 'findings', 'map', 'augmentation'] as const;
export type DataView = (typeof dataViews)[number];

export const findingLists = ['errors', 'duplicates', 'outliers'] as const;
export type FindingList = (typeof findingLists)[number];

export const shownDecisions = ['decided', 'undecided'] as const;
export type ShownDecisions = (typeof shownDecisions)[number];

/** How a map places its pictures; UMAP if it is left out. */
export const projections = ['umap', 'pca'] as const;
export type Projection = (typeof projections)[number];

export interface DataSearch {
  /** The pictures if it is left out. */
  readonly view?: DataView;
  /** The first split if it is left out. */
  readonly split?: 'train' | 'validation' | 'test';
  /** Only this class. */
  readonly class?: number;
  /** Words, or the index of a picture. */
  readonly find?: string;
  /** Only pictures with or without a decision. */
  readonly show?: ShownDecisions;
  /** Of the findings; the label errors if it is left out. */
  readonly list?: FindingList;
  /** The active picture: `train-17`. */
  readonly at?: string;
  /** What the pictures of the map are compared by: the id of a model; their pixels if it is left out. */
  readonly by?: string;
  readonly projection?: Projection;
  /** What one sees of the map, as `map-view.ts` writes it. */
  readonly zoom?: string;
  /** The line around pictures of the map. */
  readonly lasso?: string;
  /** The augmentation, as `train --augment` takes it. */
  readonly augment?: string;
  /** Which random changes are shown; 1 if it is left out. */
  readonly seed?: number;
}

const oneOf = <Name extends string>(names: readonly Name[], given: unknown): Name | undefined =>
  names.find((name) => name === given);

/** Takes what is valid and drops the rest. */
export function readDataSearch(given: Record<string, unknown>): DataSearch {
  const { class: label, seed } = given;
  const search = {
    view: oneOf(dataViews.slice(1), given['view']),
    split: oneOf(['train', 'validation', 'test'] as const, given['split']),
    class: Number.isInteger(label) && Number(label) >= 0 ? Number(label) : undefined,
    find: searchText(given['find']),
    show: oneOf(shownDecisions, given['show']),
    list: oneOf(findingLists.slice(1), given['list']),
    at: typeof given['at'] === 'string' && /^[a-z]+-\d+$/.test(given['at']) ? given['at'] : undefined,
    by: searchText(given['by']),
    projection: oneOf(projections.slice(1), given['projection']),
    zoom: searchText(given['zoom']),
    lasso: searchText(given['lasso']),
    augment: searchText(given['augment']),
    seed: Number.isSafeInteger(seed) && Number(seed) > 1 ? Number(seed) : undefined,
  };
  return Object.fromEntries(Object.entries(search).filter(([, value]) => value !== undefined));
}
