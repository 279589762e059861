// The methods by name, as they are asked for; apart from their code, which only those load who use it.
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
export type MethodName = (typeof methodNames)[number];
