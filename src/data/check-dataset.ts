// Whether what a program calls a data set is one. TypeScript's types are gone when it runs, and arrays come
// from anywhere: labels that count from 1, text, pixels of 0 to 1. Each of these would train, on something
// else than was meant.
import { InputError } from '../errors.ts';
import type { Dataset } from './dataset.ts';

/**
 * Checks a data set: sizes, names that differ, pixels as bytes and labels as indices of the names.
 *
 * @param what what errors call it, such as `data`
 * @throws InputError that names the first thing that is wrong
 */
export function checkDataset(dataset: Dataset, what = 'data'): void {
  if (typeof dataset !== 'object' || (dataset as unknown) === null)
    throw new InputError(`${what}: expected a data set, got ${describe(dataset)}`);
  const { classNames, count, channels, height, width, images, labels } = dataset;
  checkNames(classNames, what);
  for (const [name, size] of Object.entries({ count, channels, height, width }))
    if (!Number.isSafeInteger(size) || size < 1)
      throw new InputError(`${what}: ${name}: expected a whole number from 1, got ${size}`);
  checkImages(images, count * channels * height * width, what);
  if (!(labels instanceof Int32Array))
    throw new InputError(`${what}: labels: expected an Int32Array of class indices, got ${describe(labels)}`);
  if (labels.length !== count)
    throw new InputError(`${what}: labels: expected ${count}, one for each picture, got ${labels.length}`);
  checkLabels(labels, classNames.length, `${what}: labels`);
}

/**
 * Checks that labels are class indices.
 *
 * @param classes so many classes there are; any number where it is left out
 * @throws InputError with the first label that is none
 */
export function checkLabels(labels: ArrayLike<number>, classes: number | undefined, what = 'labels'): void {
  for (let i = 0; i < labels.length; i++) {
    const label = labels[i]!;
    if (Number.isSafeInteger(label) && label >= 0 && (classes === undefined || label < classes)) continue;
    const range = classes === undefined ? 'whole numbers from 0' : `indices from 0 to ${classes - 1}`;
    throw new InputError(`${what}: expected ${range}, label ${i} (counted from 0) is ${String(label)}`);
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

/** The kind of a value, and of a list what is in it: `an Array of strings`. */
function describe(value: unknown): string {
  if (Array.isArray(value)) return `an Array${value.length > 0 ? ` of ${typeof value[0]}s` : ''}`;
  if (ArrayBuffer.isView(value)) return `a ${value.constructor.name}`;
  return value === null ? 'null' : typeof value;
}
