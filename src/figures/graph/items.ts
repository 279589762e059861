// The items and edges in the drawing of a training step: a box for each node and each output, and a box for
// each input at every place where it is read. Constants are left out. Each layer is a band from top to
// bottom, with the forward direction on the left and the backward direction and the update on the right. A
// graph that is entirely backward is on the left.
import { scopeOf, type Graph, type Node, type Value } from '../../engine/graph/graph.ts';
import { liveNodes } from '../../engine/graph/live-nodes.ts';
import { backward } from '../../engine/gradients/gradients.ts';

export type Role = 'forward' | 'backward' | 'update' | 'input' | 'output';

export interface Item {
  readonly role: Role;
  readonly side: 'left' | 'right';
  readonly band: number;
  readonly title: string;
  readonly value: Value;
  /** The operator's domain; `''` for the operators of ONNX. */
  readonly domain: string;
}

export interface Edge {
  readonly from: Item;
  readonly to: Item;
}

export interface Picture {
  /** In topological order. */
  readonly items: readonly Item[];
  readonly edges: readonly Edge[];
  /** The names of the bands: layers, and the parts before and after them. */
  readonly bands: readonly string[];
}

/** The bands of nodes outside layers. */
const before = 'preprocessing';
const after = 'loss';

type Stage = 'forward' | 'backward' | 'update';

const isBackward = (node: Node): boolean => scopeOf(node).split('/').at(-1) === backward;
const forwardScope = (node: Node): string => scopeOf(node).split('/').slice(0, -1).join('/');

/** A node belongs to the update if it is not backward but depends on a backward node. */
function stagesOf(nodes: readonly Node[]): Map<Node, Stage> {
  const stages = new Map<Node, Stage>();
  for (const node of nodes) {
    const isLate = node.inputs.some((value) => value?.producer && stages.get(value.producer) !== 'forward');
    stages.set(node, isBackward(node) ? 'backward' : isLate ? 'update' : 'forward');
  }
  return stages;
}

/** Counts the live nodes of each stage. */
export function countStages(graph: Graph): Readonly<Record<Stage, number>> {
  const stages = [...stagesOf(liveNodes(graph)).values()];
  const count = (stage: Stage) => stages.filter((other) => other === stage).length;
  return { forward: count('forward'), backward: count('backward'), update: count('update') };
}

/**
 * Whether a node only slices and reshapes an input, as for weights in a list. It is drawn with its user's
 * layer.
 */
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

/** The band of each node. A node outside layers comes before them if a layer needs it, else after them. */
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

/** Lists everything that the drawing of a graph shows. */
export function pictureOf(graph: Graph): Picture {
  const nodes = liveNodes(graph);
  const stages = stagesOf(nodes);
  const bands = bandsOf(nodes, stages);
  const isAlone = nodes.every((node) => stages.get(node) === 'backward');
  // The band already shows the layer's name.
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
