// Where everything of a network's drawing stands. Data flows downwards along an axis, a row for each layer;
// the ways through a layer of layers stand one below the other, each on an axis of its own further to the
// left, so that no two solids and no words ever meet. Colours and markup are not decided here.
import type { LayerDescription, ModelDescription } from '../../nn/describe.ts';
import { fold, type Block } from './fold.ts';
import { extentOf, solidOf, type Solid } from './solid.ts';

export interface Row {
  readonly kind: 'input' | 'layer' | 'sheet' | 'container';
  /** The middle. */
  readonly y: number;
  /** Inside how many layers. */
  readonly depth: number;
  readonly layer: Pick<LayerDescription, 'type' | 'options' | 'output' | 'parameters' | 'multiplyAdds'>;
  /** Not for a layer of layers; its middle is at the row's. */
  readonly solid?: Solid & { readonly x: number };
}

/** A way past the layers on the axis at `x`: leaves it at `from`, runs down at `past`, comes back at `to`. */
export interface Detour {
  readonly x: number;
  readonly past: number;
  readonly from: number;
  readonly to: number;
}

export interface Layout {
  readonly rows: readonly Row[];
  readonly detours: readonly Detour[];
  /** Where ways come together, by which operator. */
  readonly merges: readonly { readonly x: number; readonly y: number; readonly operator: string }[];
  readonly repeats: readonly { readonly top: number; readonly bottom: number; readonly times: number }[];
  /** From the header of a layer of layers down to its end, so many layers deep. */
  readonly guides: readonly { readonly top: number; readonly bottom: number; readonly depth: number }[];
  readonly axis: { readonly x: number; readonly top: number; readonly bottom: number };
  /** Where words begin. */
  readonly left: number;
  readonly bottom: number;
}

const margin = 30;
/** Between a solid and the axis of another way. */
const gap = 12;
const rows = { least: 44, sheet: 25, container: 30, merge: 30, repeat: 12 };
/** The room for solids. */
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
  const input = { type: 'input', options: {}, output: description.input, parameters: 0, multiplyAdds: 0 };
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

/** Makes solids narrower until all ways fit side by side; at some point they have to do as they are. */
function fitting(blocks: readonly Block[], sizing: Sizing): Sizing {
  const { left, right } = extentOfBlocks(blocks, sizing);
  if (left + right <= widest || sizing.scale < 0.3) return sizing;
  return fitting(blocks, { ...sizing, scale: sizing.scale * 0.9 });
}

/** How far something reaches from its axis. */
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

/** How far to the left of the first way each stands: far enough for no solid to touch the axis of another. */
function offsets(extents: readonly Extent[]): number[] {
  const found: number[] = [];
  extents.forEach(({ right }, i) => {
    const needed = found.map((offset, j) => offset + Math.max(extents[j]!.left, right) + gap);
    found.push(i === 0 ? 0 : Math.max(...needed));
  });
  return found;
}

/** Whether a layer only changes numbers in place, and multiplies nothing: an activation, a normalisation. */
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

/** Takes down what stands where, from top to bottom. Each method returns where what comes next begins. */
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
