// What the page shows of a catalogue, as tables to save.
import type {
  Decision,
  Inventory,
  ReviewItem,
  ShownItem,
} from '../../../../../src/server/studio/contract/catalogue.ts';
import { csvOf } from '../../../core/csv.ts';

export const itemsCsv = (items: readonly ShownItem[]): string =>
  csvOf(items, {
    key: ({ key }) => key,
    category: ({ category }) => category,
    score: ({ score }) => score,
    copies: ({ copies = [] }) => copies.join(' '),
  });

/** What waits for a person, the most urgent item first. */
export const reviewCsv = (items: readonly ReviewItem[]): string =>
  csvOf(items, {
    key: ({ key }) => key,
    category: ({ category }) => category,
    class: (item) => item.class,
    probability: ({ probability }) => probability,
    novelty: ({ novelty }) => novelty,
    reasons: ({ reasons }) => reasons.join('; '),
  });

export const decisionsCsv = (decisions: readonly Decision[]): string =>
  csvOf(decisions, {
    key: ({ key }) => key,
    class: ({ category }) => category,
    decided: ({ at }) => new Date(at).toISOString(),
  });

/** A row for each item of a group. */
export const duplicatesCsv = ({ items }: Inventory['duplicates']): string =>
  csvOf(
    items.flatMap(({ kind, keys }, place) => keys.map((key) => ({ group: place + 1, kind, key }))),
    {
      group: ({ group }) => group,
      kind: ({ kind }) => kind,
      key: ({ key }) => key,
    },
  );
