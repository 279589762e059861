// Draws what a model has learned: feature maps, filters, and pictures that maximise classes and units.
import { join } from 'node:path';
import type { Explainer } from '../../explain/explainer.ts';
import { writeFileAtomically } from '../../node/files/atomic-write.ts';
import type { ExplainOptions } from './options.ts';
import { maximizedTargets } from './classes.ts';
import type { PictureToExplain } from './pictures.ts';

/** The state of one run of the command; `files` collects the written files. */
export interface Session {
  readonly explainer: Explainer;
  readonly options: ExplainOptions;
  readonly files: string[];
}

export async function drawFeatures(
  session: Session,
  pictures: readonly PictureToExplain[],
  layer: string,
): Promise<void> {
  const { featureMaps } = await import('../../explain/feature-maps.ts');
  const { featureMapSheet } = await import('../../node/pictures/explanation-sheet.ts');
  const maps = await featureMaps(session.explainer, joined(pictures), layer);
  for (const [i, { name }] of pictures.entries()) {
    const picture = fileName(shortName(name));
    const sheet = await featureMapSheet(maps, i, `${maps.layer} of ${shortName(name)}`);
    await write(session, `features-${fileName(layer)}-${picture}.png`, sheet);
  }
}

export async function drawFilters(session: Session, layer: string): Promise<void> {
  const { filters } = await import('../../explain/feature-maps.ts');
  const { filterSheet } = await import('../../node/pictures/explanation-sheet.ts');
  await write(
    session,
    `filters-${fileName(layer)}.png`,
    await filterSheet(filters(session.explainer, layer)),
  );
}

export async function drawMaximized(session: Session, wanted: readonly string[]): Promise<void> {
  const { explainer, options } = session;
  const { maximizeActivation } = await import('../../explain/activation-maximization.ts');
  const { maximizedSheet } = await import('../../node/pictures/explanation-sheet.ts');
  const groups = maximizedTargets(explainer, wanted);
  for (const { layer, units, names } of groups) {
    const { images } = await maximizeActivation(explainer, units, { layer, seed: options.seed });
    const file = `maximized-${layer === undefined ? 'classes' : fileName(layer)}.png`;
    await write(session, file, await maximizedSheet(explainer, images, names));
  }
}

/** Joins pictures to one array, `[count, channels, height, width]`. */
export function joined(pictures: readonly PictureToExplain[]): Uint8Array {
  const size = pictures[0]!.image.length;
  const images = new Uint8Array(pictures.length * size);
  pictures.forEach(({ image }, i) => images.set(image, i * size));
  return images;
}

/** The name of a file without its folders. */
export const shortName = (name: string): string => name.slice(name.lastIndexOf('/') + 1);

const fileName = (text: string): string => text.replace(/[^\w.+-]+/g, '-');

/** Writes a drawing into the output folder and records its file. */
export async function write({ options, files }: Session, name: string, bytes: Uint8Array): Promise<void> {
  const file = join(options.out, name);
  await writeFileAtomically(file, bytes);
  files.push(file);
}
