// What a drawing of a training step shows of its graph: a box for each node, a lozenge for each input where
// it is read and for each output, and the edges between them. Constants are left out. Layers make bands from
// top to bottom; the forward direction stands on the left of its band, the backward direction and the update
// on the right (a backward direction alone, on the left).
import { scopeOf, type Graph, type Node, type Value } from '../../src/engine/graph/graph.ts';
import { liveNodes } from '../../src/engine/graph/live-nodes.ts';
import { backward } from '../../src/engine/gradients/gradients.ts';

export type Role = 'forward' | 'backward' | 'update' | 'input' | 'output';

export interface Item {
  readonly role: Role;
  readonly side: 'left' | 'right';
  readonly band: number;
  readonly title: string;
  readonly value: Value;
  /** Of the operator, `''` for ONNX's own. */
  readonly domain: string;
}

export interface Edge {
  readonly from: Item;
  readonly to: Item;
}

export interface Picture {
  /** In an order in which each comes after what it is made of. */
  readonly items: readonly Item[];
  readonly edges: readonly Edge[];
  /** What the bands are called: layers, and what stands before and after them. */
  readonly bands: readonly string[];
}

/** The bands of nodes of no layer. */
const before = 'preprocessing';
const after = 'loss';

type Stage = 'forward' | 'backward' | 'update';

const isBackward = (node: Node): boolean => scopeOf(node).split('/').at(-1) === backward;
const forwardScope = (node: Node): string => scopeOf(node).split('/').slice(0, -1).join('/');

/** What is not backward and depends on what is, updates. */
function stagesOf(nodes: readonly Node[]): Map<Node, Stage> {
  const stages = new Map<Node, Stage>();
  for (const node of nodes) {
    const isLate = node.inputs.some((value) => value?.producer && stages.get(value.producer) !== 'forward');
    stages.set(node, isBackward(node) ? 'backward' : isLate ? 'update' : 'forward');
  }
  return stages;
}

/** How many live nodes belong to each stage. */
export function countStages(graph: Graph): Readonly<Record<Stage, number>> {
  const stages = [...stagesOf(liveNodes(graph)).values()];
  const count = (stage: Stage) => stages.filter((other) => other === stage).length;
  return { forward: count('forward'), backward: count('backward'), update: count('update') };
}

/** Weights that are cut out of a list, and shaped: they are shown with the layer that uses them. */
const isPartOfInput = ({ operator, inputs: [x] }: Node): boolean =>
  ['Slice', 'Reshape'].includes(operator.type) &&
  x !== undefined &&
  (x.producer ? isPartOfInput(x.producer) : !x.data);

/** The length of the longest path to each node. */
function depthsOf(nodes: readonly Node[]): Map<Node, number> {
  const depths = new Map<Node, number>();
  for (const node of nodes) {
    const before = node.inputs.map((value) => (value?.producer ? depths.get(value.producer)! + 1 : 0));
    depths.set(node, Math.max(0, ...before));
  }
  return depths;
}

/** The band of each node. Nodes of no layer stand before the layers where a layer needs them, else after. */
function bandsOf(nodes: readonly Node[], stages: ReadonlyMap<Node, Stage>) {
  const forward = nodes.filter((node) => stages.get(node) === 'forward');
  const userOf = (node: Node) =>
    forward.find(({ inputs }) => inputs.some((value) => value?.producer === node));
  const isNeeded = (node: Node): boolean =>
    forward.some(
      (user) =>
        user.inputs.some((value) => value?.producer === node) && (scopeOf(user) !== '' || isNeeded(user)),
    );
  const keyOf = (node: Node): string => {
    if (scopeOf(node)) return scopeOf(node);
    const user = isPartOfInput(node) ? userOf(node) : undefined;
    return user ? keyOf(user) : isNeeded(node) ? before : after;
  };
  const depths = depthsOf(nodes);
  const deepest = new Map<string, number>();
  for (const node of forward) {
    deepest.set(keyOf(node), Math.max(depths.get(node)!, deepest.get(keyOf(node)) ?? 0));
  }
  const keys = [...deepest.entries()].sort(([, a], [, b]) => a - b).map(([key]) => key);
  const numberOf = (node: Node): number => {
    const stage = stages.get(node)!;
    const key = stage === 'forward' ? keyOf(node) : stage === 'backward' ? forwardScope(node) || after : '';
    return Math.max(0, keys.indexOf(key));
  };
  return { scopes: keys.length > 0 ? keys : [''], numberOf };
}

export function pictureOf(graph: Graph): Picture {
  const nodes = liveNodes(graph);
  const stages = stagesOf(nodes);
  const bands = bandsOf(nodes, stages);
  const isAlone = nodes.every((node) => stages.get(node) === 'backward');
  // A name is shown without the name of its band.
  const shortened = (name: string, band: number) => name.replace(`${bands.scopes[band]}/`, '');
  const items: Item[] = [];
  const edges: Edge[] = [];
  const made = new Map<Node, Item>();
  for (const node of nodes) {
    const stage = stages.get(node)!;
    const side = stage === 'forward' || isAlone ? 'left' : 'right';
    const { type, domain } = node.operator;
    const place = { side, band: bands.numberOf(node) } as const;
    const item: Item = { ...place, role: stage, title: type, value: node.outputs[0]!, domain };
    for (const value of new Set(node.inputs)) {
      if (!value || value.data) continue;
      const fed: Item = {
        ...place,
        role: 'input',
        title: shortened(value.name, place.band),
        value,
        domain: '',
      };
      if (!value.producer) items.push(fed);
      edges.push({ from: value.producer ? made.get(value.producer)! : fed, to: item });
    }
    items.push(item);
    made.set(node, item);
  }
  for (const [name, value] of graph.outputs) {
    const from = value.producer && made.get(value.producer);
    if (!from) continue;
    const item: Item = { ...from, role: 'output', title: shortened(name, from.band), value, domain: '' };
    items.push(item);
    edges.push({ from, to: item });
  }
  return { items, edges, bands: bands.scopes };
}
