// What baselines do where nothing else is said, apart from the code so that a command's help need not load
// it.

export const baselineDefaults = {
  /** Of the networks, and of the validation split that chooses their best epoch. */
  seed: 1,
} as const;
