// What is kept of a training beside its model.
import type { FoldStep } from '../../../../../src/training/fit-head.ts';
import type { Placement } from '../../../inference/placement.ts';
import type { Taught } from './teacher.ts';

export interface Result extends Omit<Taught, 'model'> {
  /** `contentOf` the lesson that it learnt. */
  readonly content: string;
  readonly classNames: readonly string[];
  /** The name of the network that it learnt on. */
  readonly backbone: string;
  /** How commands name that network. */
  readonly argument: string;
  readonly pictures: number;
  /** The bytes of the model. */
  readonly bytes: number;
  /** Where its pictures were looked at; results of older versions do not say it. */
  readonly placement?: Placement;
  /** In seconds. */
  readonly seconds: { readonly features: number; readonly fit: number };
  readonly steps: readonly FoldStep[];
}
