// All architectures, by the names that commands and models use.
import type { Model } from '../nn/model.ts';
import { atelier, atelierCouture, atelierPocket, atelierSwatch, atelierToile } from './atelier.ts';
import { lenet5 } from './lenet5.ts';
import { mobilenetSmall } from './mobilenet-small.ts';
import type { ArchitectureName } from './names.ts';
import { paperCnn } from './paper-cnn.ts';
import { resnet, resnet20, resnet32, resnet56 } from './resnet.ts';
import { vggSmall } from './vgg-small.ts';
import { wideResnet, wrn16x4, wrn28x10 } from './wide-resnet.ts';

export {
  atelier,
  atelierCouture,
  atelierPocket,
  atelierSwatch,
  atelierToile,
  lenet5,
  mobilenetSmall,
  paperCnn,
  resnet,
  resnet20,
  resnet32,
  resnet56,
  vggSmall,
  wideResnet,
  wrn16x4,
  wrn28x10,
};
export type { ArchitectureName } from './names.ts';

/** Each architecture, as a function of the number of classes. */
export const architectures: Readonly<Record<ArchitectureName, (classes: number) => Model>> = {
  'paper-cnn': paperCnn,
  lenet5,
  'vgg-small': vggSmall,
  'mobilenet-small': mobilenetSmall,
  resnet20,
  resnet32,
  resnet56,
  'wrn-16-4': wrn16x4,
  'wrn-28-10': wrn28x10,
  'atelier-swatch': atelierSwatch,
  'atelier-toile': atelierToile,
  'atelier-pocket': atelierPocket,
  atelier,
  'atelier-couture': atelierCouture,
};
