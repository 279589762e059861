// The methods by name, as they are asked for; apart from their code, which only those load who use it.
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
] as const;
/**
 * The name of a method of explanation.
 *
 * @useDeclaredType
 */
export type MethodName = (typeof methodNames)[number];
