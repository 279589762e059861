// All pruners by name.
import { ashaPruner } from './asha.ts';
import { hyperbandPruner } from './hyperband.ts';
import { medianPruner } from './median.ts';
import type { PrunerName } from './names.ts';
import { noPruner, type Pruner } from './pruner.ts';

/** The pruners by name. */
export const pruners: Readonly<Record<PrunerName, Pruner>> = {
  none: noPruner,
  median: medianPruner,
  asha: ashaPruner(),
  hyperband: hyperbandPruner,
};
