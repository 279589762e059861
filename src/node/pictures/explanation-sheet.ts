// Explanations as pictures to look at: contact sheets of maps beside their pictures, of maps of features, of
// filters, and of what classes and units answer to most.
import type { Explainer } from '../../explain/explainer.ts';
import type { Explanation } from '../../explain/explanation.ts';
import type { FeatureMaps, Filters } from '../../explain/feature-maps.ts';
import { heatMap, overlaidHeatMap } from '../../explain/heat-map.ts';
import type { MethodName } from '../../explain/methods/names.ts';
import { contactSheet } from './contact-sheet.ts';

/** The size of a picture on a sheet, and of a map of features, in pixels. */
const [pictureEdge, mapEdge] = [112, 84];

/** Pictures and what was found about them. */
export interface ExplainedPictures {
  /** `[count, channels, height, width]`, 0 to 255 */
  readonly images: Uint8Array;
  /** By picture. */
  readonly labels: readonly string[];
  /** The explanation of each method, for all pictures. */
  readonly explanations: ReadonlyMap<MethodName, Explanation>;
  /** Stands at the top. */
  readonly title?: string;
}

/**
 * A row for each picture: itself, and what each method says of it. Class activation maps lie over the
 * picture; what has a sign is red for the class and blue against it.
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

/** A picture in three channels; of more than three the first counts. */
const coloured = (image: Uint8Array, channels: number): Uint8Array =>
  channels === 3 ? image : repeated(image.subarray(0, image.length / channels));

const repeated = (plane: Uint8Array): Uint8Array => {
  const image = new Uint8Array(3 * plane.length);
  for (let channel = 0; channel < 3; channel++) image.set(plane, channel * plane.length);
  return image;
};

/**
 * All maps that a layer makes of one picture, each from its least in black to its greatest in white.
 *
 * @param picture which of the pictures, from 0
 * @returns the bytes of a PNG
 */
export async function featureMapSheet(
  { layer, channels, height, width, values }: FeatureMaps,
  picture = 0,
  title = layer,
): Promise<Uint8Array> {
  const area = height * width;
  const own = values.subarray(picture * channels * area, (picture + 1) * channels * area);
  // Units without maps are on one scale, since each by itself is a single number.
  const images = area === 1 ? [stretched(own)] : planes(own, area, channels).map((plane) => stretched(plane));
  const size = area === 1 ? { height: 1, width: channels } : { height, width };
  return contactSheet({
    ...{ rows: inRows(images), channels: 1, title, ...size },
    pictureEdge: area === 1 ? 8 * channels : mapEdge,
  });
}

/** Grey levels, from the least to the greatest. */
function stretched(values: Float32Array): Uint8Array {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  return Uint8Array.from(values, (value) => (high > low ? (255 * (value - low)) / (high - low) : 0));
}

const planes = (values: Float32Array, area: number, count: number): Float32Array[] =>
  Array.from({ length: count }, (_, i) => values.subarray(i * area, (i + 1) * area));

/** Twelve in a row. */
function inRows(images: readonly Uint8Array[], columns = 12): { label: string; images: Uint8Array[] }[] {
  return Array.from({ length: Math.ceil(images.length / columns) }, (_, row) => ({
    label: '',
    images: images.slice(row * columns, (row + 1) * columns),
  }));
}

/** More filters, or channels of them, than these are not drawn. */
const mostFilters = 64;

/**
 * The filters of a convolution on one scale, red above zero and blue below: of one channel side by side; of
 * several in a row each, channel by channel, the first 64 of the first 64.
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
 * What classes or units answer to most, each under its name.
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
