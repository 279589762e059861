// What a study can look for: figures of a trained model, each with its direction.
import type { Direction } from './trial.ts';

/** Whether more or less is better, for each objective. */
export const objectiveDirections = {
  validationAccuracy: 'maximize',
  validationLoss: 'minimize',
  parameters: 'minimize',
  multiplyAdds: 'minimize',
  latency: 'minimize',
} as const satisfies Record<string, Direction>;

/** The name of an objective; `latency` is in milliseconds for one picture. */
export type ObjectiveName = keyof typeof objectiveDirections;
/** The names of all objectives. The first two can be the first objective of a study. */
export const objectiveNames = Object.keys(objectiveDirections) as readonly ObjectiveName[];
/** The objectives that have a value after each epoch, so that pruners can watch them. */
export const watchedObjectives = ['validationAccuracy', 'validationLoss'] as const;
