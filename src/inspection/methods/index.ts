// The methods by name.
import { knnLearner } from './knn.ts';
import type { Learner, LearnerOptions } from './method.ts';
import type { MethodName } from './names.ts';
import { padimLearner } from './padim.ts';
import { patchcoreLearner } from './patchcore.ts';

/** The learner of each method. */
export const learners: Readonly<Record<MethodName, (options: LearnerOptions) => Learner>> = {
  patchcore: patchcoreLearner,
  padim: padimLearner,
  knn: knnLearner,
};
