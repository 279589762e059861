// All architectures by the names under which commands and models know them.
import type { Model } from '../nn/model.ts';
import { lenet5 } from './lenet5.ts';
import type { ArchitectureName } from './names.ts';
import { paperCnn } from './paper-cnn.ts';
import { resnet20 } from './resnet20.ts';
import { wrn16x4 } from './wide-resnet.ts';

export { lenet5, paperCnn, resnet20, wrn16x4 };
export type { ArchitectureName } from './names.ts';

/** A network for so many classes. */
export const architectures: Readonly<Record<ArchitectureName, (classes: number) => Model>> = {
  'paper-cnn': paperCnn,
  lenet5,
  resnet20,
  'wrn-16-4': wrn16x4,
};
