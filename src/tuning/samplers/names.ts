// The names of the samplers, separate from their code so that a command's help need not load it.
/** The names of all samplers. */
export const samplerNames = ['auto', 'grid', 'random', 'qmc', 'tpe', 'gp', 'cma-es', 'nsga-ii'] as const;
/** The name of a sampler. */
export type SamplerName = (typeof samplerNames)[number];
