// The defaults of baselines, apart from the code, so that a command can print its help without loading it.

export const baselineDefaults = {
  /** For the networks, and for the validation split that chooses their best epoch. */
  seed: 1,
} as const;
