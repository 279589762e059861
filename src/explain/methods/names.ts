// The names of the methods, apart from their code, so that only those who use a method load it.
/** The names of all methods of explanation. */
export const methodNames = [
  'cam',
  'grad-cam',
  'grad-cam++',
  'score-cam',
  'saliency',
  'smoothgrad',
  'integrated-gradients',
  'occlusion',
  'attention-rollout',
] as const;
/**
 * The name of a method of explanation.
 *
 * @useDeclaredType
 */
export type MethodName = (typeof methodNames)[number];
