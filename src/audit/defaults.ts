// What an audit does where nothing else is said, apart from the code so that a command's help need not load
// it.

export const auditDefaults = {
  /** The longest that each list may be. */
  limit: 2000,
  /** Of cross-validation: each network is trained on three quarters. */
  folds: 4,
  /** Of folds and networks. */
  seed: 1,
} as const;
