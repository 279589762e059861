// Steps: decisions about pictures that are made, and taken back, at once.
import type {
  DataDecisions,
  DataPlace,
  Decided,
  DecisionStep,
} from '../../../../../src/server/studio/contract/data.ts';
import { keyOf } from '../../../pictures/core/place.ts';
import type { Item } from './items.ts';

/** The decision that gives a picture a class; its own class is kept. */
export const toClass = ({ label: given }: Pick<Item, 'label'>, label: number): Decided =>
  label === given ? { decision: 'keep' } : { decision: 'relabel', label };

/** A step about all pictures of a list. */
export const stepOf = <Place extends DataPlace>(
  items: readonly Place[],
  decide: (item: Place) => Decided | null,
): DecisionStep =>
  items.map((item) => ({ place: { split: item.split, index: item.index }, decided: decide(item) }));

/** The decisions after a step. */
export function withStep(old: DataDecisions, step: DecisionStep): DataDecisions {
  const changed = new Set(step.map(({ place }) => keyOf(place)));
  return {
    ...old,
    decisions: [
      ...old.decisions.filter(({ place }) => !changed.has(keyOf(place))),
      ...step.flatMap(({ place, decided }) => (decided ? [{ place, decided }] : [])),
    ],
    steps: old.steps + 1,
  };
}
