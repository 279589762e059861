// The names of the pruners, separate from their code so that a command's help need not load it.
/** The names of all pruners. */
export const prunerNames = ['none', 'median', 'asha', 'hyperband'] as const;
/** The name of a pruner. */
export type PrunerName = (typeof prunerNames)[number];
