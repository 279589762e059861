// The names of the optimisers and the default peak learning rate of each, separate from their code so that a
// command's help need not load it.

/**
 * The default peak learning rate of each optimiser. They are Keras's, with these exceptions: adagrad's is
 * PyTorch's, because Keras's 1e-3 is too small; adadelta's is 1, because Zeiler (2012) has no rate; nadam's
 * is Dozat's (2016); lion's is a third of AdamW's, at the upper end of what Chen et al. (2023) advise.
 */
export const learningRates = {
  sgd: 0.01,
  adam: 1e-3,
  adamw: 1e-3,
  rmsprop: 1e-3,
  adagrad: 0.01,
  adadelta: 1,
  nadam: 2e-3,
  lion: 3e-4,
  muon: 1e-3,
} as const;

/**
 * The name of an optimiser.
 *
 * @useDeclaredType
 */
export type OptimizerName = keyof typeof learningRates;
/** The names of all optimisers. */
export const optimizerNames = Object.keys(learningRates) as readonly OptimizerName[];
