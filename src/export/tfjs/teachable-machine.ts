// A model as Teachable Machine's library loads it: a layers model that is fed pixels from -1 to 1, and
// `metadata.json`. The library crops a picture to its centre square and scales it to the model's size.
import { InputError } from '../../errors.ts';
import type { ExportedFile } from '../exported-file.ts';
import type { PixelRange } from '../keras/convert.ts';
import type { DescribedModel } from '../layers/describe-layers.ts';
import { encodeTfjs } from './layers-model.ts';

/** `@teachablemachine/image` feeds `pixel / 127 − 1`. */
export const teachableMachinePixels: PixelRange = { offset: 127, scale: 127 };

/**
 * The files for `tmImage.load('model.json', 'metadata.json')`.
 *
 * @throws InputError if the pictures are not square with 1 or 3 channels, or like `encodeTfjs`
 */
export function encodeTeachableMachine(model: DescribedModel): ExportedFile[] {
  const { input, classNames, architecture } = model.card;
  const { channels, height, width } = input;
  if (height !== width || (channels !== 1 && channels !== 3))
    throw new InputError(
      `--format: teachable-machine takes models of square pictures with 1 or 3 channels, got ${height}×${width} with ${channels}`,
    );
  const metadata = {
    tfjsVersion: '4.22.0',
    tmVersion: '2.4.5',
    packageVersion: '0.8.5',
    packageName: '@teachablemachine/image',
    modelName: architecture.name,
    labels: classNames,
    imageSize: height,
    grayscale: channels === 1,
    userMetadata: {},
  };
  return [
    ...encodeTfjs(model, teachableMachinePixels),
    { path: 'metadata.json', content: `${JSON.stringify(metadata, null, 2)}\n` },
  ];
}
