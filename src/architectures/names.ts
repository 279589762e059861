// The names of the architectures, apart from their code, so that a command's help need not load it.
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
export type ArchitectureName = (typeof architectureNames)[number];
