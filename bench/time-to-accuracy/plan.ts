// Which trainings answer a question, in which order. One training serves all targets that it can reach: it
// goes on up to the highest of them. Seed by seed everybody has a turn, in an order that is rotated, so that
// a slow hour meets all.
import type { PresetName } from '../../src/training/preset-names.ts';
import { rotated } from '../take-turns.ts';
import type { TimeQuestion } from './question.ts';
import { seedsOf, targetPresets, type Target } from './targets.ts';
import type { TrainerName } from './trainers.ts';

/** One training, in a process of its own. */
export interface PlannedRun {
  name: TrainerName;
  /** Ours alone has presets. */
  preset: PresetName | null;
  seed: number;
  /** The accuracy at which it may end. */
  until: number;
}

/** The preset with which somebody is to reach a target. */
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
