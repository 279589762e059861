// The size limits of released models: of each by its name, and of all together, because the package contains
// them.
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { InputError } from '../../src/errors.ts';

/** The most trainable parameters of each model, by name. */
export const mostParameters: Readonly<Record<string, number>> = {
  pocket: 100_000,
  atelier: 300_000,
  couture: 3_000_000,
};

const mostBytes = 8 * 2 ** 20;

/** Throws an InputError for an unknown name. */
export function checkReleaseName(name: string): void {
  if (Object.hasOwn(mostParameters, name)) return;
  throw new InputError(`NAME: expected ${Object.keys(mostParameters).join(', ')}, got '${name}'`);
}

/** Throws an InputError if a model has more parameters than its name allows. */
export function checkParameters(name: string, parameters: number): void {
  const most = mostParameters[name]!;
  if (parameters <= most) return;
  const [allowed, given] = [most, parameters].map((count) => count.toLocaleString('en'));
  throw new InputError(`${name}: expected at most ${allowed} parameters, got ${given}`);
}

/**
 * Throws an InputError if the models of a folder would be too large with a new one. The new one may replace
 * another.
 */
export async function checkTotalSize(folder: string, name: string, bytes: number): Promise<void> {
  const files = await readdir(folder).catch(() => []);
  const others = files.filter((file) => file.endsWith('.onnx') && file !== `${name}.onnx`);
  const sizes = await Promise.all(others.map(async (file) => (await stat(join(folder, file))).size));
  const total = sizes.reduce((sum, size) => sum + size, bytes);
  if (total <= mostBytes) return;
  const [allowed, given] = [mostBytes, total].map((size) => size.toLocaleString('en'));
  throw new InputError(`${folder}: expected at most ${allowed} bytes of models, got ${given} with this one`);
}
