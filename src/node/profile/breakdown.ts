// Adds up the times of nodes: by operator, and by the layer that made the node, forward and backward
// separately.
import { backward } from '../../engine/gradients/gradients.ts';
import type { NodeTime } from './node-times.ts';

export interface TimedNode extends Pick<NodeTime, 'name' | 'operator' | 'milliseconds'> {
  readonly floorMilliseconds: number;
}

interface Time {
  readonly name: string;
  readonly milliseconds: number;
  /** The share of the whole step, 0 to 1. */
  readonly share: number;
  readonly floorMilliseconds: number;
  /** The floor divided by the time: 1 is as fast as this machine can be. */
  readonly floorFraction: number;
}

export interface OperatorTime extends Time {
  readonly count: number;
}

export interface LayerTime extends Time {
  readonly forwardMilliseconds: number;
  readonly backwardMilliseconds: number;
}

/** The name for nodes outside layers: normalising the pictures, the loss, the optimiser's update. */
export const outsideLayers = 'outside layers';

/** Times by operator, the longest first. Shares are of `total` milliseconds. */
export function byOperator(nodes: readonly TimedNode[], total: number): OperatorTime[] {
  const groups = groupBy(nodes, ({ operator }) => operator);
  return [...groups]
    .map(([name, members]) => ({ count: members.length, ...timeOf(name, members, total) }))
    .sort((a, b) => b.milliseconds - a.milliseconds);
}

/** Times by layer, in the given order. Other names come last. */
export function byLayer(nodes: readonly TimedNode[], order: readonly string[], total: number): LayerTime[] {
  const place = (name: string) =>
    name === outsideLayers ? Infinity : order.indexOf(name) >= 0 ? order.indexOf(name) : order.length;
  return [...groupBy(nodes, (node) => placeOf(node).layer)]
    .sort(([a], [b]) => (place(a) === place(b) ? 0 : place(a) - place(b)))
    .map(([name, members]) => ({ ...timeOf(name, members, total), ...directions(members) }));
}

const mostRows = 24;

/**
 * The layers to show. If there are many, the layers of a block (`residual_2/conv2d`) are combined under the
 * block's name.
 */
export function layersToShow(layers: readonly LayerTime[]): readonly LayerTime[] {
  if (layers.length <= mostRows) return layers;
  return [...groupBy(layers, ({ name }) => name.split('/')[0]!)].map(([name, members]) => ({
    ...joined(name, members),
    forwardMilliseconds: sum(members.map((layer) => layer.forwardMilliseconds)),
    backwardMilliseconds: sum(members.map((layer) => layer.backwardMilliseconds)),
  }));
}

const mostOperators = 12;

/** The operators to show: the slowest ones, and the rest combined. */
export function operatorsToShow(operators: readonly OperatorTime[]): readonly OperatorTime[] {
  const rest = operators.slice(mostOperators);
  if (rest.length <= 1) return operators;
  const others = joined(`${rest.length} others`, rest);
  return [...operators.slice(0, mostOperators), { count: sum(rest.map(({ count }) => count)), ...others }];
}

function joined(name: string, members: readonly Time[]): Time {
  const milliseconds = sum(members.map((member) => member.milliseconds));
  const floorMilliseconds = sum(members.map((member) => member.floorMilliseconds));
  return {
    ...{ name, milliseconds, share: sum(members.map(({ share }) => share)), floorMilliseconds },
    floorFraction: fraction(floorMilliseconds, milliseconds),
  };
}

/** The layer of a node is its scope: `residual/conv2d/backward/Conv_2`. */
function placeOf({ name }: Pick<TimedNode, 'name'>): { layer: string; isBackward: boolean } {
  const scope = name.split('/').slice(0, -1);
  const isBackward = scope.at(-1) === backward;
  const layer = scope.slice(0, isBackward ? -1 : undefined);
  const isUpdate = layer[0] === 'next'; // the node is named after a result of the step
  return { layer: layer.length === 0 || isUpdate ? outsideLayers : layer.join('/'), isBackward };
}

function timeOf(name: string, nodes: readonly TimedNode[], total: number): Time {
  const milliseconds = sum(nodes.map((node) => node.milliseconds));
  const floorMilliseconds = sum(nodes.map((node) => node.floorMilliseconds));
  return {
    ...{ name, milliseconds, share: fraction(milliseconds, total), floorMilliseconds },
    floorFraction: fraction(floorMilliseconds, milliseconds),
  };
}

function directions(nodes: readonly TimedNode[]) {
  const timeWhere = (isBackward: boolean) =>
    sum(
      nodes.filter((node) => placeOf(node).isBackward === isBackward).map(({ milliseconds }) => milliseconds),
    );
  return { forwardMilliseconds: timeWhere(false), backwardMilliseconds: timeWhere(true) };
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

const fraction = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
