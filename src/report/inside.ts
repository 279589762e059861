// The inside of a model as figures: the filters of its first convolution, the feature maps of one picture,
// and pictures that maximise its classes.
import { subset, type Dataset } from '../data/dataset.ts';
import { InputError } from '../errors.ts';
import { maximizeActivation } from '../explain/activation-maximization.ts';
import type { Explainer } from '../explain/explainer.ts';
import { convolutionNames, featureMaps, filters } from '../explain/feature-maps.ts';
import { heatMap } from '../explain/heat-map.ts';
import type { Figure, FigureHead } from '../figures/figure.ts';
import { sheetFigure } from '../figures/picture-sheet.ts';
import { dataAddress } from './pictures.ts';
import type { Inside } from './report-data.ts';
import type { Part } from './section.ts';
import { greyMap, tileSheet, type Tiles } from './tiles.ts';

const mostTiles = 64;
const mostLayers = 3;
const mostClasses = 20;

/** @param index the picture whose feature maps are drawn */
export async function lookInside(
  explainer: Explainer,
  dataset: Dataset,
  index: number,
): Promise<Part<Inside>> {
  const names = [...new Set(convolutionNames(explainer))];
  const first = names[0];
  if (first === undefined)
    return { missing: 'The model has no convolutions, so there are no filters or feature maps.' };
  const { images } = subset(dataset, [index]);
  const spread = names.filter((_, i) => i % Math.ceil(names.length / mostLayers) === 0);
  const maps: Figure[] = [];
  for (const name of spread) maps.push(...(await mapsOf(explainer, images, name)));
  return {
    index,
    filters: await filterPicture(explainer, first),
    maps,
    classes: await classPicture(explainer),
  };
}

async function filterPicture(explainer: Explainer, layer: string): Promise<Figure> {
  const { count, channels, height, width, weights } = filters(explainer, layer);
  const area = height * width;
  const shown = Math.min(count, mostTiles);
  const kernel = (i: number) => weights.subarray(i * channels * area, (i + 1) * channels * area);
  const maps = Array.from({ length: shown }, (_, i) =>
    channels === 3 ? coloured(kernel(i)) : heatMap(kernel(i).slice(0, area), true),
  );
  const which = channels === 1 || channels === 3 ? '' : `, for the first of ${channels} channels`;
  const colours =
    channels === 3 ? 'in the colours that they respond to' : 'red: positive weights; blue: negative weights';
  const about = `${layer}: ${shown} of ${count} filters of ${height}×${width}${which}; ${colours}`;
  const title = 'Filters of the first convolution';
  return sheet({ maps, height, width, columns: 16 }, { name: 'filters', title, about }, 8);
}

/** A kernel of three channels as a colour picture, in which grey is 0. */
function coloured(kernel: Float32Array): Uint8Array {
  const largest = kernel.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  return Uint8Array.from(kernel, (value) => Math.round(127.5 + (127.5 * value) / largest));
}

/** The feature maps of a layer; none if its result has no height and width. */
async function mapsOf(explainer: Explainer, image: Uint8Array, layer: string): Promise<Figure[]> {
  const found = await featureMaps(explainer, image, layer).catch((error: unknown) => {
    if (error instanceof InputError) return undefined; // the names of its nodes do not form a layer
    throw error;
  });
  if (!found || found.height * found.width === 1) return [];
  const { channels, height, width, values } = found;
  const area = height * width;
  const shown = Math.min(channels, mostTiles);
  const maps = Array.from({ length: shown }, (_, i) => greyMap(values.subarray(i * area, (i + 1) * area)));
  const about = `${shown} of ${channels} maps of ${height}×${width}; in each, black is the lowest value and white the highest`;
  const frame = { name: `features-${fileName(layer)}`, title: `Feature maps of ${layer}`, about };
  return [await sheet({ maps, height, width, columns: 16 }, frame, 3)];
}

/** The pictures that maximise each class, by gradient ascent from noise. */
async function classPicture(explainer: Explainer): Promise<Figure> {
  const { channels, height, width, imageSize, classNames } = explainer;
  const units = classNames.map((_, i) => i).slice(0, mostClasses);
  const { images } = await maximizeActivation(explainer, units, { steps: 64 });
  const area = height * width;
  const maps = units.map((_, i) => {
    const image = images.subarray(i * imageSize, (i + 1) * imageSize);
    return channels === 3 ? image : greyMap(Float32Array.from(image.subarray(0, area)));
  });
  const names = units.map((unit) => classNames[unit]).join(', ');
  const frame = {
    name: 'classes',
    title: 'Pictures that maximise each class',
    about: `row by row: ${names}`,
  };
  return sheet({ maps, height, width, columns: 5 }, frame, 3);
}

/** A layer's name as part of a file name. Layers of other programs may have any name. */
const fileName = (layer: string): string => layer.replace(/[^\w.-]+/g, '-');

/** @param scale the factor by which the sheet is enlarged */
async function sheet(tiles: Tiles, frame: FigureHead, scale: number): Promise<Figure> {
  const { png, width, height } = await tileSheet(tiles);
  const address = dataAddress(png, 'png');
  return sheetFigure({ ...frame, address, width: width * scale, height: height * scale });
}
