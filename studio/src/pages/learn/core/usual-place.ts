// Where a chapter begins if the address does not say it: where there is most to see.
import { denseTerms, planeOf, positionOfLargest } from './arithmetic.ts';
import { placeOf } from './place.ts';
import type { Stage } from './plain-network.ts';
import type { LearnSearch } from './search.ts';
import type { Reading } from './walk.ts';
import type { Weights } from '../../../../../src/nn/model.ts';

/** The map that is shown first: the fourth of the primer finds edges. */
const usualMap = 3;

/**
 * The strongest cell of the map, or its largest gradient; of a dense layer, the likeliest class and its
 * strongest evidence.
 */
export function usualPlace(
  search: LearnSearch,
  stages: readonly Stage[],
  { reading, weights }: { readonly reading: Reading; readonly weights: Weights },
): LearnSearch {
  const { stage, source, chapter } = placeOf(search, stages);
  if (stage.kind === 'dense') {
    const map = search.map ?? positionOfLargest(reading.values[stage.id]!);
    const units = stage.shape[0]!;
    const unit = Math.min(map, units - 1);
    const { products } = denseTerms(reading.values[source.id]!, weights[stage.kernel!]!, units, unit);
    return { map, from: positionOfLargest(products.map(Math.abs)) };
  }
  const map = search.map ?? (stage.kind === 'picture' ? 0 : usualMap);
  const shown = (chapter === 'gradient' ? reading.gradients : reading.values)[stage.id]!;
  const { values, width } = planeOf(shown, stage.shape, Math.min(map, stage.shape[0]! - 1));
  if (stage.kind === 'picture') return { map };
  const at = positionOfLargest(chapter === 'gradient' ? values.map(Math.abs) : values);
  return { map, at: `${Math.floor(at / width)},${at % width}` };
}
