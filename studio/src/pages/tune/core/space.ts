// The form for a new study, and the YAML that it means.
export const varied = ['learningRate', 'batchSize', 'optimizer', 'labelSmoothing', 'clipNorm'] as const;
export type Varied = (typeof varied)[number];

export interface SpaceForm {
  /** A preset, or the folder of a run. */
  readonly base: string;
  readonly objective: 'validationAccuracy' | 'validationLoss';
  readonly parameters: readonly Varied[];
  /** The type of the base's optimiser. */
  readonly optimizer: string;
}

/** The file of the space. */
export function spaceText({ base, objective, parameters, optimizer }: SpaceForm): string {
  const has = (name: Varied) => parameters.includes(name);
  const rate = '  learningRate: { float: [1e-4, 1e-1], log: true }';
  const optimizers = [
    '  choice:',
    '    - { type: adam }',
    '    - { type: sgd, momentum: { float: [0, 0.99] } }',
  ];
  return `${[
    `base: ${JSON.stringify(base)}`,
    ...(objective === 'validationAccuracy' ? [] : [`objectives: [${objective}]`]),
    ...(has('batchSize') ? ['batchSize: { choice: [32, 64, 128, 256] }'] : []),
    ...(has('learningRate') || has('optimizer') ? ['optimizer:'] : []),
    ...(has('learningRate') ? [rate] : []),
    ...(has('optimizer') ? optimizers : has('learningRate') ? [`  type: ${optimizer}`] : []),
    ...(has('labelSmoothing') ? ['loss:', '  labelSmoothing: { float: [0, 0.2] }'] : []),
    ...(has('clipNorm') ? ['clipNorm: { float: [0.1, 10], log: true }'] : []),
  ].join('\n')}\n`;
}

/** Whether the server takes a name. */
export const isStudyName = (name: string): boolean => /^[A-Za-z0-9][\w.-]{0,59}$/.test(name);

/** The first of a name, name2, … that no study and no run has. */
export function freeName(name: string, taken: readonly string[]): string {
  const known = new Set(taken);
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name}${number}`;
    if (!known.has(tried)) return tried;
  }
}
