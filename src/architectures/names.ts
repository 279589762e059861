// The names of the architectures, separate from their code so that a command's help need not load it.
/** The names of all architectures. */
export const architectureNames = [
  'paper-cnn',
  'lenet5',
  'vgg-small',
  'mobilenet-small',
  'resnet20',
  'resnet32',
  'resnet56',
  'wrn-16-4',
  'wrn-28-10',
  'atelier-swatch',
  'atelier-toile',
  'atelier-pocket',
  'atelier',
  'atelier-couture',
] as const;
/**
 * The name of an architecture.
 *
 * @useDeclaredType
 */
export type ArchitectureName = (typeof architectureNames)[number];
