// Folds repeated layers: nine times `residual, activation` becomes one block with a count.
import type { LayerDescription } from '../../nn/describe.ts';

/** A layer with its folded paths, or a sequence of blocks with the number of its repetitions. */
export type Block =
  | { readonly layer: LayerDescription; readonly paths: readonly (readonly Block[])[] }
  | { readonly times: number; readonly blocks: readonly Block[] };

/** The most layers in a row that can form one block. */
const longestPeriod = 12;
/** A block must save at least so many layers. */
const leastSaved = 4;

/** Folds equal layers, including those inside other layers. Equal layers may differ in their names. */
export function fold(layers: readonly LayerDescription[]): Block[] {
  const likenesses = layers.map(likeness);
  const blocks: Block[] = [];
  for (let i = 0; i < layers.length;) {
    const { period, times } = repetitionAt(i, layers, likenesses);
    const body = layers.slice(i, i + period);
    blocks.push(times > 1 ? { times, blocks: body.map(blockOf) } : blockOf(body[0]!));
    i += period * times;
  }
  return blocks;
}

const blockOf = (layer: LayerDescription): Block => ({ layer, paths: (layer.paths ?? []).map(fold) });

const likeness = (layer: LayerDescription): string =>
  JSON.stringify(layer, (key, value: unknown) => (key === 'name' ? undefined : value));

interface Repetition {
  readonly period: number;
  readonly times: number;
}

/** The repetition from a layer on that saves most, or just the layer. */
function repetitionAt(
  start: number,
  layers: readonly LayerDescription[],
  likenesses: readonly string[],
): Repetition {
  let best: Repetition & { saved: number } = { period: 1, times: 1, saved: leastSaved - 1 };
  for (let period = 1; period <= Math.min(longestPeriod, (layers.length - start) / 2); period++) {
    const times = timesFrom(start, period, likenesses);
    const saved = (times - 1) * countLayers(layers.slice(start, start + period));
    if (saved > best.saved && !isBetterLater(start, period, layers, likenesses))
      best = { period, times, saved };
  }
  return best;
}

function timesFrom(start: number, period: number, likenesses: readonly string[]): number {
  let end = start + period;
  while (end < likenesses.length && likenesses[end] === likenesses[end - period]) end++;
  return Math.floor((end - start) / period);
}

/**
 * Whether the block can just as well begin later, at a layer that contains layers: such blocks read better.
 */
function isBetterLater(
  start: number,
  period: number,
  layers: readonly LayerDescription[],
  likenesses: readonly string[],
): boolean {
  const shift = layers.slice(start, start + period).findIndex(({ paths }) => paths !== undefined);
  return shift > 0 && timesFrom(start + shift, period, likenesses) === timesFrom(start, period, likenesses);
}

const countLayers = (layers: readonly LayerDescription[]): number =>
  layers.reduce((count, { paths = [] }) => count + 1 + countLayers(paths.flat()), 0);
