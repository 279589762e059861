// The names of the passes, separate from their code so that a command's help need not load it.
/** The names of all passes, which rewrite a graph before it runs. */
export const passNames = [
  'pad-in-convolutions',
  'fold-normalization',
  'relu-after-pooling',
  'crop-unread-borders',
  'pool-in-phases',
  'write-out-normalization',
  'fold-constants',
  'merge-common-subexpressions',
  'blocked-layout',
  'fuse-convolutions',
  'blocked-products',
  'mask-in-one-pass',
  'list-late',
  'group-updates',
] as const;
/**
 * The name of a pass.
 *
 * @useDeclaredType
 */
export type PassName = (typeof passNames)[number];
