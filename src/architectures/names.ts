// The names of the architectures, apart from their code, so that a command's help need not load it.
export const architectureNames = ['paper-cnn', 'lenet5', 'resnet20', 'wrn-16-4'] as const;
export type ArchitectureName = (typeof architectureNames)[number];
