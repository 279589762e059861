// Draws explanations as contact sheets: maps beside their pictures, feature maps, filters, and pictures that
// maximise a class or unit.
import type { Explainer } from '../../explain/explainer.ts';
import type { Explanation } from '../../explain/explanation.ts';
import type { FeatureMaps, Filters } from '../../explain/feature-maps.ts';
import { heatMap, overlaidHeatMap } from '../../explain/heat-map.ts';
import type { MethodName } from '../../explain/methods/names.ts';
import { contactSheet } from './contact-sheet.ts';

/** The size of a picture and of a feature map on a sheet, in pixels. */
const [pictureEdge, mapEdge] = [112, 84];

/** Pictures with their explanations. */
export interface ExplainedPictures {
  /** `[count, channels, height, width]`, 0 to 255. */
  readonly images: Uint8Array;
  /** By picture. */
  readonly labels: readonly string[];
  /** The explanation of each method, for all pictures. */
  readonly explanations: ReadonlyMap<MethodName, Explanation>;
  /** Shown at the top. */
  readonly title?: string;
}

/**
 * Draws a row for each picture: the picture and the map of each method. Class activation maps are overlaid on
 * the picture. In signed maps, red supports the class and blue opposes it.
 *
 * @returns the bytes of a PNG
 */
export async function explanationSheet(
  { height, width, channels, imageSize }: Explainer,
  { images, labels, explanations, title }: ExplainedPictures,
): Promise<Uint8Array> {
  const area = height * width;
  const rows = labels.map((label, i) => {
    const image = images.subarray(i * imageSize, (i + 1) * imageSize);
    const maps = [...explanations].map(([name, { maps, isSigned }]) => {
      const map = maps.subarray(i * area, (i + 1) * area);
      return name.includes('cam') ? overlaidHeatMap(map, image) : heatMap(map, isSigned);
    });
    return { label, images: [coloured(image, channels), ...maps] };
  });
  const headings = ['picture', ...explanations.keys()];
  return contactSheet({ rows, height, width, channels: 3, headings, title, pictureEdge });
}

/** A picture in three channels. Unless it has three already, its first channel is shown in grey. */
const coloured = (image: Uint8Array, channels: number): Uint8Array =>
  channels === 3 ? image : repeated(image.subarray(0, image.length / channels));

const repeated = (plane: Uint8Array): Uint8Array => {
  const image = new Uint8Array(3 * plane.length);
  for (let channel = 0; channel < 3; channel++) image.set(plane, channel * plane.length);
  return image;
};

/**
 * Draws all feature maps of a layer for one picture. Each is scaled from black, its lowest value, to white,
 * its highest.
 *
 * @param picture the index of the picture, from 0
 * @returns the bytes of a PNG
 */
export async function featureMapSheet(
  { layer, channels, height, width, values }: FeatureMaps,
  picture = 0,
  title = layer,
): Promise<Uint8Array> {
  const area = height * width;
  const own = values.subarray(picture * channels * area, (picture + 1) * channels * area);
  // Units without maps share one scale, because each is a single number.
  const images = area === 1 ? [stretched(own)] : planes(own, area, channels).map((plane) => stretched(plane));
  const size = area === 1 ? { height: 1, width: channels } : { height, width };
  return contactSheet({
    ...{ rows: inRows(images), channels: 1, title, ...size },
    pictureEdge: area === 1 ? 8 * channels : mapEdge,
  });
}

/** Grey levels, black for the lowest value and white for the highest. */
function stretched(values: Float32Array): Uint8Array {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return Uint8Array.from(values, (value) => (high > low ? (255 * (value - low)) / (high - low) : 0));
}

const planes = (values: Float32Array, area: number, count: number): Float32Array[] =>
  Array.from({ length: count }, (_, i) => values.subarray(i * area, (i + 1) * area));

/** Arranges pictures in rows of twelve by default. */
function inRows(images: readonly Uint8Array[], columns = 12): { label: string; images: Uint8Array[] }[] {
  return Array.from({ length: Math.ceil(images.length / columns) }, (_, row) => ({
    label: '',
    images: images.slice(row * columns, (row + 1) * columns),
  }));
}

/** The most filters to draw, and the most channels of a filter. */
const mostFilters = 64;

/**
 * Draws the filters of a convolution on one scale, red above zero and blue below. Filters of one channel are
 * drawn side by side. Filters of several channels get a row each, with a picture for each channel: the first
 * 64 channels of the first 64 filters.
 *
 * @returns the bytes of a PNG
 */
export async function filterSheet({
  layer,
  count,
  channels,
  height,
  width,
  weights,
}: Filters): Promise<Uint8Array> {
  const largest = weights.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const kernels = planes(weights, height * width, count * channels).map((plane) =>
    heatMap(plane, true, largest),
  );
  const shown = Math.min(count, mostFilters);
  const rows =
    channels === 1
      ? inRows(kernels)
      : Array.from({ length: shown }, (_, i) => ({
          label: `${i}`,
          images: kernels.slice(i * channels, i * channels + Math.min(channels, mostFilters)),
        }));
  const title = `${layer}: ${count} filters of ${channels} × ${height} × ${width}`;
  return contactSheet({ rows, height, width, channels: 3, title, pictureEdge: channels === 1 ? 48 : 18 });
}

/**
 * Draws the pictures that maximise classes or units, each above its name.
 *
 * @param images `[count, channels, height, width]`, 0 to 255
 * @returns the bytes of a PNG
 */
export async function maximizedSheet(
  { channels, height, width, imageSize }: Explainer,
  images: Uint8Array,
  names: readonly string[],
): Promise<Uint8Array> {
  const columns = 5;
  const pictures = names.map((_, i) =>
    coloured(images.subarray(i * imageSize, (i + 1) * imageSize), channels),
  );
  const rows = inRows(pictures, columns);
  const captions = rows.map((_, row) => names.slice(row * columns, (row + 1) * columns));
  return contactSheet({ rows, captions, height, width, channels: 3, pictureEdge });
}
