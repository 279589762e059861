// The pictures that a view shows, one after the other.
import type {
  DataAudit,
  DataDecision,
  DataPictures,
  DataPlace,
  DataSplit,
  Decided,
} from '../../../../../src/server/studio/contract/data.ts';
import { addressOf, keyOf } from '../../../pictures/core/place.ts';
import type { FindingList, ShownDecisions } from './search.ts';

/** A picture with what is known of it. */
export interface Item extends DataPlace {
  /** Its class, as the data have it. */
  readonly label: number;
  readonly file?: string | undefined;
  /** The class that an audit suggests. */
  readonly suggested?: number;
  /** Why it is among the findings: a figure of the audit. */
  readonly score?: number;
  /** The other picture of a pair that is nearly the same. */
  readonly twin?: DataPlace;
}

export type Decisions = ReadonlyMap<string, Decided>;

export const decisionMap = (all: readonly DataDecision[]): Decisions =>
  new Map(all.map(({ place, decided }) => [keyOf(place), decided]));

interface Filter {
  readonly class?: number | undefined;
  readonly find?: string | undefined;
  readonly show?: ShownDecisions | undefined;
}

/** The pictures of a split that pass a filter. */
export function picturesOf(
  split: DataSplit,
  { labels, files }: DataPictures,
  classNames: readonly string[],
  filter: Filter,
  decisions: Decisions,
): Item[] {
  const found = finder(filter.find, classNames);
  const items: Item[] = [];
  labels.forEach((label, index) => {
    if (filter.class !== undefined && label !== filter.class) return;
    const item = { split, index, label, file: files?.[index] };
    if (found(item) && isShown(item, filter.show, decisions)) items.push(item);
  });
  return items;
}

const isShown = (item: Item, show: ShownDecisions | undefined, decisions: Decisions): boolean =>
  show === undefined || (show === 'decided') === decisions.has(keyOf(item));

/** A number finds the picture of that index; every word must be in the class or in the file's name. */
function finder(text: string | undefined, classNames: readonly string[]): (item: Item) => boolean {
  const words = (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const names = classNames.map((name) => name.toLowerCase());
  return ({ index, label, file }) =>
    words.every(
      (word) =>
        (/^#?\d+$/.test(word) && Number(word.replace('#', '')) === index) ||
        names[label]!.includes(word) ||
        (file?.toLowerCase().includes(word) ?? false),
    );
}

type Labels = (place: DataPlace) => { readonly label: number; readonly file?: string | undefined };

/** The findings of a list, the worst first. */
export function findingsOf(audit: NonNullable<DataAudit>, list: FindingList, labelOf: Labels): Item[] {
  const item = ({ split, index }: DataPlace) => ({ split, index, ...labelOf({ split, index }) });
  switch (list) {
    case 'errors':
      return audit.labelErrors.map(({ suggested, score, ...place }) => ({
        ...item(place),
        ...{ suggested, score },
      }));
    case 'outliers':
      return audit.outliers.map(({ score, ...place }) => ({ ...item(place), score }));
    case 'duplicates':
      return pairsOf(audit).flatMap(({ a, b, distance }) => [
        { ...item(a), twin: b, score: distance },
        { ...item(b), twin: a, score: distance },
      ]);
  }
}

/** The pairs, each picture in one of them only: a grid shows every picture once. */
function pairsOf({ nearDuplicates }: NonNullable<DataAudit>): NonNullable<DataAudit>['nearDuplicates'] {
  const seen = new Set<string>();
  return nearDuplicates.filter(({ a, b }) => {
    if (seen.has(keyOf(a)) || seen.has(keyOf(b))) return false;
    seen.add(keyOf(a)).add(keyOf(b));
    return true;
  });
}

/** The next picture without a decision after one, or the one itself if there is none. */
export function nextUndecided(items: readonly Item[], from: number, decisions: Decisions): number {
  for (let step = 1; step < items.length; step++) {
    const next = (from + step) % items.length;
    if (!decisions.has(keyOf(items[next]!))) return next;
  }
  return from;
}

/** The position of a picture that the address names; 0 if it is not there. */
export const positionOf = (items: readonly Item[], at: string | undefined): number =>
  at === undefined
    ? 0
    : Math.max(
        0,
        items.findIndex((item) => addressOf(item) === at),
      );
