// Checks data sets at run time, because types are gone by then and arrays come from anywhere: labels that
// count from 1, text, pixels from 0 to 1. Without the check a model would train on them, but on something
// other than intended.
import { InputError } from '../errors.ts';
import type { Dataset } from './dataset.ts';
import type { Pictures, PictureSource } from './pictures.ts';

/**
 * Checks a data set: sizes, distinct class names, pixels as bytes, and labels as indices of the names.
 *
 * @param what names the data set in errors, e.g. `data`
 * @throws InputError naming the first fault
 */
export function checkDataset(dataset: Dataset<Pictures>, what = 'data'): void {
  if (typeof dataset !== 'object' || (dataset as unknown) === null)
    throw new InputError(`${what}: expected a data set, got ${describe(dataset)}`);
  const { classNames, count, channels, height, width, images, labels } = dataset;
  checkNames(classNames, what);
  for (const [name, size] of Object.entries({ count, channels, height, width }))
    if (!Number.isSafeInteger(size) || size < 1)
      throw new InputError(`${what}: ${name}: expected a whole number from 1, got ${size}`);
  if (isSource(images)) checkSource(images, count, what);
  else checkImages(images, count * channels * height * width, what);
  if (!(labels instanceof Int32Array))
    throw new InputError(`${what}: labels: expected an Int32Array of class indices, got ${describe(labels)}`);
  if (labels.length !== count)
    throw new InputError(`${what}: labels: expected ${count}, one for each picture, got ${labels.length}`);
  checkLabels(labels, classNames.length, `${what}: labels`);
}

/**
 * Checks that labels are class indices.
 *
 * @param classes the number of classes; if undefined, any label from 0 is accepted
 * @throws InputError naming the first wrong label
 */
export function checkLabels(labels: ArrayLike<number>, classes: number | undefined, what = 'labels'): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (Number.isSafeInteger(label) && label >= 0 && (classes === undefined || label < classes)) continue;
    const range = classes === undefined ? 'whole numbers from 0' : `indices from 0 to ${classes - 1}`;
    throw new InputError(`${what}: expected ${range}, got ${String(label)} at index ${i}`);
  }
}

function checkNames(names: readonly string[], what: string): void {
  if (!Array.isArray(names) || names.length === 0)
    throw new InputError(`${what}: classNames: expected a list of names, got ${describe(names)}`);
  const wrong = names.findIndex((name: unknown) => typeof name !== 'string' || name === '');
  if (wrong >= 0)
    throw new InputError(`${what}: classNames: expected names, got ${JSON.stringify(names[wrong])}`);
  const twice = (names as readonly string[]).find((name, i) => names.indexOf(name) < i);
  if (twice !== undefined)
    throw new InputError(`${what}: classNames: expected different names, got '${twice}' twice`);
}

const isSource = (images: Pictures): images is PictureSource =>
  typeof images === 'object' && !ArrayBuffer.isView(images) && 'read' in images;

function checkSource(images: PictureSource, count: number, what: string): void {
  if (images.count !== count)
    throw new InputError(`${what}: images: expected a source of ${count} pictures, got ${images.count}`);
}

function checkImages(images: Uint8Array, bytes: number, what: string): void {
  if (!(images instanceof Uint8Array))
    throw new InputError(
      `${what}: images: expected a Uint8Array of pixels from 0 to 255, got ${describe(images)}`,
    );
  if (images.length !== bytes)
    throw new InputError(
      `${what}: images: expected ${bytes} bytes, count × channels × height × width, got ${images.length}`,
    );
}

/** The type of a value; for a list with its content: `an Array of strings`. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `an Array${value.length > 0 ? ` of ${typeof value[0]}s` : ''}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  return value === null ? 'null' : typeof value;
}
