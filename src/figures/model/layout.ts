// The layout of a network's drawing, without colours and markup. Data flows downwards along an axis, with a
// row for each layer. The paths through a layer that contains layers are drawn one below the other, each on
// its own axis further to the left, so that solids and words never overlap.
import type { LayerDescription, ModelDescription } from '../../nn/describe.ts';
import { fold, type Block } from './fold.ts';
import { extentOf, solidOf, type Solid } from './solid.ts';

export interface Row {
  readonly kind: 'input' | 'layer' | 'sheet' | 'container';
  /** The middle of the row. */
  readonly y: number;
  /** How many layers contain this one. */
  readonly depth: number;
  readonly layer: Pick<
    LayerDescription,
    'name' | 'type' | 'options' | 'output' | 'parameters' | 'multiplyAdds'
  >;
  /** The solid, in the middle of the row; none for a layer that contains layers. */
  readonly solid?: Solid & { readonly x: number };
}

/**
 * A path around the layers on the axis at `x`: it leaves at `from`, runs down at `past` and returns at `to`.
 */
export interface Detour {
  readonly x: number;
  readonly past: number;
  readonly from: number;
  readonly to: number;
}

export interface Layout {
  readonly rows: readonly Row[];
  readonly detours: readonly Detour[];
  /** The places where paths are merged, and the operators that merge them. */
  readonly merges: readonly { readonly x: number; readonly y: number; readonly operator: string }[];
  readonly repeats: readonly { readonly top: number; readonly bottom: number; readonly times: number }[];
  /** The lines along the contents of a layer that contains layers. */
  readonly guides: readonly { readonly top: number; readonly bottom: number; readonly depth: number }[];
  readonly axis: { readonly x: number; readonly top: number; readonly bottom: number };
  /** The left edge of the words. */
  readonly left: number;
  readonly bottom: number;
}

const margin = 30;
/** The distance between a solid and the axis of another path. */
const gap = 12;
const rows = { least: 44, sheet: 25, container: 30, merge: 30, repeat: 12 };
/** The width for solids. */
const widest = 290;

/** Lays out a network below `top`. */
export function layOut(description: ModelDescription, top: number): Layout {
  const blocks = fold(description.layers);
  const widths = [description.input, ...shapesOf(description.layers)].map((shape) => shape[2] ?? 0);
  const sizing = fitting(blocks, { widest: Math.max(1, ...widths), scale: 1 });
  const extent = extentOfBlocks(blocks, sizing);
  const inputSolid = solidOf(description.input, { ...sizing, isSheet: false });
  const half = extentOf(inputSolid).width / 2;
  const x = margin + Math.max(extent.left, half);
  const marks = new Marks(sizing);
  const input = {
    ...{ name: '', type: 'input', options: {}, output: description.input },
    ...{ parameters: 0, multiplyAdds: 0 },
  };
  const start = marks.placeRow('input', input, inputSolid, { x, y: top, depth: 0 });
  const bottom = marks.placeAll(blocks, { x, y: start, depth: 0 });
  const onAxis = [
    ...marks.rows.flatMap(({ solid, y }) => (solid?.x === x ? [y] : [])),
    ...marks.merges.map(({ y }) => y),
  ];
  return {
    rows: marks.rows,
    ...{ detours: marks.detours, merges: marks.merges, repeats: marks.repeats, guides: marks.guides },
    axis: { x, top: onAxis[0]!, bottom: Math.max(...onAxis) },
    left: x + Math.max(extent.right, half) + margin,
    bottom,
  };
}

const shapesOf = (layers: readonly LayerDescription[]): (readonly number[])[] =>
  layers.flatMap(({ output, paths = [] }) => [output, ...shapesOf(paths.flat())]);

interface Sizing {
  readonly widest: number;
  readonly scale: number;
}

/** Makes solids narrower until all paths fit side by side, down to a limit. */
function fitting(blocks: readonly Block[], sizing: Sizing): Sizing {
  const { left, right } = extentOfBlocks(blocks, sizing);
  if (left + right <= widest || sizing.scale < 0.3) return sizing;
  return fitting(blocks, { ...sizing, scale: sizing.scale * 0.9 });
}

/** The distances from an axis to the left and right edges. */
interface Extent {
  readonly left: number;
  readonly right: number;
}

const extentOfBlocks = (blocks: readonly Block[], sizing: Sizing): Extent =>
  blocks.map((block) => extentOfBlock(block, sizing)).reduce(around, { left: gap, right: gap });

const around = (a: Extent, b: Extent): Extent => ({
  left: Math.max(a.left, b.left),
  right: Math.max(a.right, b.right),
});

function extentOfBlock(block: Block, sizing: Sizing): Extent {
  if ('times' in block) return extentOfBlocks(block.blocks, sizing);
  if (block.paths.length === 0) {
    const half = extentOf(solidOfLayer(block.layer, sizing)).width / 2;
    return { left: half, right: half };
  }
  const extents = block.paths.map((path) => extentOfBlocks(path, sizing));
  const away = offsets(extents);
  return extents
    .map(({ left, right }, i) => ({ left: left + away[i]!, right: right - away[i]! }))
    .reduce(around);
}

/** The distance of each path's axis from the first, large enough that no solid touches another axis. */
function offsets(extents: readonly Extent[]): number[] {
  const found: number[] = [];
  extents.forEach(({ right }, i) => {
    const needed = found.map((offset, j) => offset + Math.max(extents[j]!.left, right) + gap);
    found.push(i === 0 ? 0 : Math.max(...needed));
  });
  return found;
}

/** Whether a layer keeps the shape and multiplies nothing: an activation, a normalisation. */
const isSheet = ({ input, output, multiplyAdds }: LayerDescription): boolean =>
  multiplyAdds === 0 && input.join() === output.join();

const solidOfLayer = (layer: LayerDescription, sizing: Sizing): Solid =>
  solidOf(layer.output, { ...sizing, isSheet: isSheet(layer) });

interface Place {
  /** The axis. */
  readonly x: number;
  readonly y: number;
  readonly depth: number;
}

/** Collects the positions of all parts from top to bottom. Each method returns the top of the next part. */
class Marks {
  readonly rows: Row[] = [];
  readonly detours: Detour[] = [];
  readonly merges: { x: number; y: number; operator: string }[] = [];
  readonly repeats: { top: number; bottom: number; times: number }[] = [];
  readonly guides: { top: number; bottom: number; depth: number }[] = [];
  private readonly sizing: Sizing;

  constructor(sizing: Sizing) {
    this.sizing = sizing;
  }

  placeAll(blocks: readonly Block[], { x, y, depth }: Place): number {
    return blocks.reduce((next, block) => this.place(block, { x, y: next, depth }), y);
  }

  placeRow(kind: Row['kind'], layer: Row['layer'], solid: Solid, { x, y, depth }: Place): number {
    const least = kind === 'sheet' ? rows.sheet : rows.least;
    const height = Math.max(least, extentOf(solid).height + 10);
    this.rows.push({ kind, y: y + height / 2, depth, layer, solid: { ...solid, x } });
    return y + height;
  }

  private place(block: Block, place: Place): number {
    if ('times' in block) return this.placeRepeat(block.times, block.blocks, place);
    const { layer, paths } = block;
    if (paths.length > 0) return this.placeContainer(layer, paths, place);
    return this.placeRow(isSheet(layer) ? 'sheet' : 'layer', layer, solidOfLayer(layer, this.sizing), place);
  }

  private placeRepeat(times: number, blocks: readonly Block[], place: Place): number {
    const top = place.y + rows.repeat / 2;
    const bottom = this.placeAll(blocks, { ...place, y: top + rows.repeat }) + rows.repeat / 2;
    this.repeats.push({ top, bottom, times });
    return bottom + rows.repeat / 2;
  }

  private placeContainer(
    layer: LayerDescription,
    paths: readonly (readonly Block[])[],
    place: Place,
  ): number {
    const { x, y, depth } = place;
    const from = y + rows.container / 2;
    this.rows.push({ kind: 'container', y: from, depth, layer });
    const axes = offsets(paths.map((path) => extentOfBlocks(path, this.sizing))).map((offset) => x - offset);
    const end = paths.reduce(
      (next, path, i) => this.placeAll(path, { x: axes[i]!, y: next, depth: depth + 1 }),
      y + rows.container,
    );
    const isMerged = paths.length > 1;
    if (isMerged) {
      const to = end + rows.merge / 2;
      for (const past of axes.slice(1)) this.detours.push({ x, past, from, to });
      this.merges.push({ x, y: to, operator: layer.merge ?? '' });
    }
    this.guides.push({ top: from + 12, bottom: end, depth });
    return isMerged ? end + rows.merge : end;
  }
}
