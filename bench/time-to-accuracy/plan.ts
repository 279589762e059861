// Plans the trainings for a question. One training serves all targets that it can reach, so it continues to
// the highest of them. For each seed every trainer has a turn, in rotating order, so that a slow hour affects
// all.
import type { PresetName } from '../../src/training/preset-names.ts';
import { rotated } from '../take-turns.ts';
import type { TimeQuestion } from './question.ts';
import { seedsOf, targetPresets, type Target } from './targets.ts';
import type { TrainerName } from './trainers.ts';

/** One training, in a separate process. */
export interface PlannedRun {
  name: TrainerName;
  /** Our preset; null for peers, which have none. */
  preset: PresetName | null;
  seed: number;
  /** The accuracy at which it may stop. */
  until: number;
}

/** The preset with which a trainer should reach a target. */
export const presetFor = (name: TrainerName, target: Target): PresetName | null =>
  name === 'atelier' ? targetPresets[target] : null;

/** All trainings, in order. */
export function runsOf({ targets, seeds, names }: TimeQuestion): PlannedRun[] {
  return seeds.flatMap((seed, index) => {
    const asked = targets.filter((target) => seedsOf(target, seeds).includes(seed));
    return rotated(names, index).flatMap((name) => runsFor(name, seed, asked));
  });
}

function runsFor(name: TrainerName, seed: number, targets: readonly Target[]): PlannedRun[] {
  const presets = new Set(targets.map((target) => presetFor(name, target)));
  return [...presets].map((preset) => {
    const served = targets.filter((target) => presetFor(name, target) === preset);
    return { name, preset, seed, until: Math.max(...served.map(Number)) };
  });
}
