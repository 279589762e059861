// The defaults of an audit, apart from the code, so that a command can print its help without loading it.

export const auditDefaults = {
  /** The most entries of each list. */
  limit: 2000,
  /** The folds of cross-validation. Each network is trained on three quarters. */
  folds: 4,
  /** Draws the folds and the networks' weights. */
  seed: 1,
} as const;
